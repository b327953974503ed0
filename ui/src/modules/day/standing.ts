// Where today stands, as the desk's list of days says it.

import type { Day, DayCounts, DayView } from '@/platform';

export interface Standing {
  state: 'not_opened' | 'open' | 'closed';
  /** Today, once it was opened. */
  today: Day | undefined;
  /** An earlier day that is still open. */
  earlier: Day | undefined;
}

export function standing(view: DayView): Standing {
  const today = view.days.find((one) => one.day === view.today);
  const earlier = view.open !== null && view.open.day < view.today ? view.open : undefined;
  if (today === undefined) return { state: 'not_opened', today, earlier };
  return { state: today.closing === null ? 'open' : 'closed', today, earlier };
}

/** How many acts on cases were counted. */
export function actCount(counts: DayCounts): number {
  return Object.values(counts.cases).reduce((sum, one) => sum + one, 0);
}
