// The acts of a case as keys. Which may be done is the desk's to say; this only gives each a key.

import { codeText } from '@/composables/errors';
import type { KeyAction } from '@/composables/keys';
import { t } from '@/locales';
import type { CaseActKind, CaseView } from '@/platform';

/** An act that a window does on a case that stands. */
export type CaseAct = Exclude<CaseActKind, 'received' | 'referral_decided'>;

/** In the order of the bar; Shift is the other way to go. */
const keys: [act: CaseAct, key: string][] = [
  ['withdrawn', 'Shift+F11'],
  ['not_accepted', 'Shift+F6'],
  ['refused', 'Shift+F9'],
  ['voided', 'Shift+F10'],
  ['correction_notified', 'F7'],
  ['supplied', 'Shift+F7'],
  ['accepted', 'F6'],
  ['verified', 'Shift+F5'],
  ['fee_charged', 'F5'],
  ['referred', 'F11'],
  ['printed', 'F8'],
  ['issued', 'F9'],
  ['delivered', 'F10'],
];

/** The usual course: the first of these that may be done is the one to do next. */
const course: CaseAct[] = ['accepted', 'fee_charged', 'issued', 'referred', 'delivered'];

export function actKeys(view: CaseView, run: (act: CaseAct) => unknown): KeyAction[] {
  const allowed = (act: CaseAct) => view.acts.some((one) => one.act === act && one.allowed);
  const next = course.find(allowed);
  return keys.map(([act, key]) => {
    const why = view.acts.find((one) => one.act === act)?.why_not ?? 'not_permitted';
    return {
      name: `act-${act}`,
      key,
      label: t(`act.${act}`),
      run: () => run(act),
      whyNot: allowed(act) ? undefined : codeText(why),
      shown: allowed(act),
      primary: act === next,
    };
  });
}
