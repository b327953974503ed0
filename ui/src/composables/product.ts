// Which fields an application asks for. What comes of it, and whether that can be, is the desk's to say.

import { t } from '@/locales';
import type { Action, Item, ProductKind } from '@/platform';

const usual: Record<Action, ProductKind> = {
  establish: 'new',
  change: 'amended',
  renew: 'renewed',
  duplicate: 'duplicate',
  cancel: 'cancelled',
};

const ofExisting: Record<ProductKind, boolean> = {
  new: false,
  amended: true,
  renewed: true,
  duplicate: true,
  cancelled: true,
  filed: false,
  registered: false,
};

/** What an action of the item comes to. */
function productOf(item: Item, action: Action): ProductKind {
  return item.products?.[action] ?? usual[action];
}

/** Whether the application names a licence that there is. */
export function isAboutLicence(item: Item, action: Action | null): boolean {
  return action !== null && ofExisting[productOf(item, action)];
}

/** Whether the applicant founds whom the licence will belong to. */
export function isFounding(item: Item, action: Action | null): boolean {
  const { founds } = item.licence;
  return founds !== undefined && action !== null && productOf(item, action) === 'new';
}

/** What the paper would be called that is issued. */
export function issuedName(item: Item, action: Action | null): string {
  const ends = action !== null && productOf(item, action) === 'cancelled';
  return ends ? t('licence.notice') : item.licence.name;
}
