// The desk that stands behind the pages in a plain browser: a recording. Development only; the production
// build leaves it out.

import type { Platform } from '@/platform';
import type { Exchange } from './exchange';
import { before, later, next, now } from './recorded';
import { replay } from './replay';

/** What a query says of where the window stands, such as `?session=login&day=earlier`, and what follows. */
const standing: Record<string, Exchange[]> = {
  'session=enrol': [before.session_not_enrolled],
  'session=login': [before.session_locked],
  'day=none': [before.day_none, before.open_day_next],
  'day=earlier': [before.day_earlier, before.close_day_earlier, before.open_day_next],
  'day=closed': [before.day_closed],
  'day=new': [before.day_new, before.open_day, before.close_day],
  'cases=0': [before.workbench_new, before.list_new],
  offline: [later.status_offline],
  halted: [later.status_halted],
};

/** As the window stood on the third morning; what `next` says can then be done. */
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
