// Answers calls with what was recorded of the real desk. It decides nothing: what was not recorded, it does
// not know.

import type { CaseView, Platform } from '@/platform';
import type { Exchange } from './exchange';
import * as recordings from './recorded';

/** What says which thing a call is about: a reply about another one is none. */
const subjects = ['case', 'document', 'draft', 'enquiry', 'item', 'paper', 'states'];

/** The replies to these calls; of several to the same, the first. What an act changed is shown after it. */
export function replay(exchanges: Exchange[]): Platform['call'] {
  const shown = new Map<string, unknown>();
  const keyOf = (command: string, args: unknown) => `${command} ${JSON.stringify(args)}`;
  return async (command, args) => {
    const key = keyOf(command, args);
    if (shown.has(key)) return shown.get(key) as never;
    const found = closest(exchanges.filter((one) => one.command === command), args);
    if (found === undefined) throw new Error(`not recorded: ${key}`);
    if ('error' in found) throw found.error;
    for (const [read, reply] of Object.entries(found.then)) shown.set(keyOf(read, {}), reply);
    const view = caseIn(found.reply);
    if (view !== null) shown.set(keyOf('case', { case: view.case.id }), view);
    return found.reply as never;
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
function caseIn(reply: Exchange extends { reply: infer R } ? R : unknown): CaseView | null {
  if (typeof reply !== 'object' || reply === null || !('case' in reply)) return null;
  const view = reply as { case: CaseView | CaseView['case'] };
  return 'case' in view.case ? view.case : (view as CaseView);
}

const { before, now, next, later } = recordings;

/** What a query says of where the window stands, such as `?session=login&day=earlier`. */
const standing: Record<string, Exchange[]> = {
  'session=enrol': [before.session_not_enrolled],
  'session=login': [before.session_locked],
  'day=none': [before.day_none],
  'day=earlier': [before.day_earlier],
  'day=closed': [before.day_closed],
  'day=new': [before.day_new],
  'cases=0': [before.workbench_new, before.list_new],
  offline: [later.status_offline],
  halted: [later.status_halted],
};

/** A desk for a plain browser: as it stood at the end of the recording, before the acts in `next`. */
export function preview(query: string): Platform {
  const wanted = query.replace(/^\?/, '').split('&');
  const chosen = wanted.flatMap((one) => standing[one.replace(/=$/, '')] ?? []);
  const elsewhen = [before.enroll, before.enroll_code_unknown, later.clear_halt_wrong];
  return {
    call: replay([...chosen, ...Object.values(now), ...Object.values(next), ...elsewhen]),
    onChange: () => {
      // Nobody else works at a recording.
    },
  };
}
