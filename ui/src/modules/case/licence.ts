// What a licence says of its term, or of its end; and what its paper is called.

import { t } from '@/locales';
import type { DocumentKind, Product } from '@/platform';

export function termFact({ kind, valid_from: from }: Product, until: string | null): [string, string] {
  const last = until ?? t('common.unlimited');
  if (kind === 'cancelled') return [t('licence.endsOn'), last];
  return kind === 'renewed'
    ? [t('licence.term'), t('licence.fromTo', { from, until: last })]
    : [t('licence.until'), last];
}

/** A paper's name. Where the licence ends, its paper is the notice of that. */
export function paperName(document: DocumentKind, product: Product | undefined): string {
  const ends = document === 'licence' && product?.kind === 'cancelled';
  return ends ? t('licence.notice') : t(`document.${document}`);
}
