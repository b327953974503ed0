// What the desk offers on an enquiry.

import { codeText } from '@/composables/errors';
import type { EnquiryView } from '@/platform';

/** Why it may not be answered now, in words; `undefined` where it may. */
export function notAnswered(row: EnquiryView): string | undefined {
  const offer = row.acts.find((one) => one.act === 'answered');
  if (offer === undefined) return codeText('not_permitted');
  return offer.why_not === null ? undefined : codeText(offer.why_not);
}
