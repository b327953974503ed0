// The acts of a case as keys. Which may be done is the desk's to say; this only gives each a key.

import { askedSheet } from './asked';
import { codeText } from '@/composables/errors';
import type { KeyAction } from '@/composables/keys';
import { t } from '@/locales';
import type { CaseActKind, CaseView } from '@/platform';

/** In the order of the bar; Shift is the other way to go. What is not named here gets Alt and a digit. */
const keys: [act: CaseActKind, key: string][] = [
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
const course: CaseActKind[] = ['accepted', 'fee_charged', 'issued', 'referred', 'delivered'];

export function actKeys(view: CaseView, run: (act: CaseActKind) => unknown): KeyAction[] {
  const allowed = (act: CaseActKind) => view.acts.some((one) => one.act === act && one.allowed);
  const next = course.find(allowed);
  const named = keys.map(([act]) => act);
  const others = view.acts.map((one) => one.act).filter((act) => !named.includes(act));
  const asked = others.filter((act) => askedSheet(act) !== undefined);
  const numbered = asked.map((act, at): [CaseActKind, string] => [act, `Alt+${at + 1}`]);
  return [...numbered, ...keys].map(([act, key]) => {
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
