// Answers calls with what was recorded of the real desk. It decides nothing: what was not recorded, it does
// not know.

import type { CaseView, Platform } from '@/platform';
import type { Exchange } from './exchange';

/** What says which thing a call is about: a reply about another one is none. */
const subjects = ['case', 'document', 'draft', 'enquiry', 'item', 'paper', 'states'];

/** The replies to these calls; of several to the same, the first. What an act changed is shown after it. */
export function replay(exchanges: Exchange[]): Platform['call'] {
  const shown = new Map<string, unknown>();
  const keyOf = (command: string, args: unknown) => `${command} ${JSON.stringify(args)}`;
  return async (command, args) => {
    const key = keyOf(command, args);
    if (shown.has(key)) return structuredClone(shown.get(key)) as never;
    const found = closest(exchanges.filter((one) => one.command === command), args);
    if (found === undefined) throw new Error(`not recorded: ${key}`);
    if ('error' in found) throw found.error;
    for (const [read, reply] of Object.entries(found.then)) shown.set(keyOf(read, {}), reply);
    const view = caseIn(found.reply);
    if (view !== null) shown.set(keyOf('case', { case: view.case.id }), view);
    return structuredClone(found.reply) as never;
  };
}

/** The one about the same thing that has most arguments in common, rather a reply than a refusal. */
function closest(exchanges: Exchange[], args: object): Exchange | undefined {
  let best: Exchange | undefined;
  let most = -1;
  for (const one of exchanges) {
    const same = (name: string, value: unknown) =>
      JSON.stringify((one.args as Record<string, unknown>)[name]) === JSON.stringify(value);
    const given = Object.entries(args);
    if (given.some(([name, value]) => subjects.includes(name) && !same(name, value))) continue;
    const common = given.filter(([name, value]) => same(name, value)).length;
    const points = 2 * common + ('error' in one ? 0 : 1);
    if (points > most) [best, most] = [one, points];
  }
  return best;
}

/** The case that a reply shows. */
function caseIn(reply: unknown): CaseView | null {
  if (typeof reply !== 'object' || reply === null || !('case' in reply)) return null;
  const view = reply as { case: CaseView | CaseView['case'] };
  return 'case' in view.case ? view.case : (view as CaseView);
}
