// Invented days of the window, and a desk that opens and closes them; see sample.ts. Development and
// tests only.

import type { Calls, Day, DayCounts, DayView } from './calls';
import { NOW, person, refuse } from './sample-data';

type Answers = {
  [K in 'day' | 'open_day' | 'close_day']: (args: Calls[K]['args']) => Calls[K]['reply'];
};

export const TODAY = '2026-11-23';
const EARLIER = '2026-11-20';

const by = { person: person.id, name: person.name, role: person.role };
const nothing: DayCounts = { cases: {}, numbers: [], papers: [], charged: [], answered: 0 };
export const COUNTS: DayCounts = {
  cases: {
    received: 42,
    correction_notified: 4,
    accepted: 38,
    fee_charged: 6,
    referred: 3,
    issued: 31,
    printed: 74,
    delivered: 29,
  },
  numbers: [
    { series: 'SW', count: 31, first: 'SW-2026-000098', last: 'SW-2026-000128' },
    { series: 'SJ', count: 6, first: 'SJ-2026-000035', last: 'SJ-2026-000040' },
  ],
  papers: [
    { document: 'materials_receipt', originals: 42, copies: 0 },
    { document: 'acceptance_notice', originals: 38, copies: 1 },
    { document: 'licence', originals: 31, copies: 2 },
  ],
  charged: [{ amount: '1200.00', currency: 'CNY' }],
  answered: 1,
};

function past(day: string, at: number): Day {
  const closing = {
    counts: { ...COUNTS, cases: { ...COUNTS.cases, received: 42 - at } },
    through: 900 - 100 * at,
    by,
    at: `${day}T17:32:00+08:00`,
  };
  return { window: 'shangwu-03', day, opened_by: by, opened_at: `${day}T08:25:00+08:00`, closing };
}

const fresh = (day: string, at: string): Day => ({
  window: 'shangwu-03',
  day,
  opened_by: by,
  opened_at: at,
  closing: null,
});

export type DayStart = 'none' | 'earlier' | 'open' | 'closed' | 'new';

/** Beginning with today open, closed or not opened, an earlier day still open, or a new window. */
export function sampleDays(start: DayStart = 'open'): Answers {
  let days = ['2026-11-20', '2026-11-19', '2026-11-18', '2026-11-17'].map(past);
  let counts = COUNTS;
  if (start === 'new') [days, counts] = [[], nothing];
  if (start === 'none' || start === 'closed') counts = nothing;
  if (start === 'open') days.unshift(fresh(TODAY, `${TODAY}T08:25:00+08:00`));
  if (start === 'closed') days.unshift(past(TODAY, 0));
  if (start === 'earlier') days[0] = fresh(EARLIER, `${EARLIER}T08:25:00+08:00`);

  const open = () => days.find((one) => one.closing === null) ?? null;
  const day = (): DayView => ({ today: TODAY, open: open(), counts, days });
  return {
    day,
    open_day: () => {
      const still = open();
      if (still !== null) refuse('day_still_open', still.day);
      if (days[0]?.day === TODAY) refuse('already_closed', TODAY);
      days = [fresh(TODAY, NOW), ...days];
      return day();
    },
    close_day: () => {
      const still = open() ?? refuse('day_not_opened');
      const closing = { counts, through: 1000, by, at: NOW };
      days = days.map((one) => (one === still ? { ...one, closing } : one));
      counts = nothing;
      return day();
    },
  };
}
