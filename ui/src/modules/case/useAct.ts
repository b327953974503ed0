// Carries one act out and shows what came of it: the case after it, or why not.

import { useCaseChanged } from '@/composables/query';
import { useWrite } from '@/composables/write';
import { call } from '@/platform';
import type { Calls, CaseView } from '@/platform';

/** The calls that answer with the case after them. */
export type ActCommand = {
  [K in keyof Calls]: Calls[K]['reply'] extends CaseView ? K : never;
}[keyof Calls];

export function useAct() {
  const changed = useCaseChanged();
  const { write, busy, error } = useWrite();

  /** The case after the act, or `null` where it was refused; `error` then says why. */
  async function act<K extends ActCommand>(
    command: K,
    args: Calls[K]['args'],
  ): Promise<CaseView | null> {
    const view = await write<CaseView>(() => call(command, args));
    if (view !== null) changed(view);
    return view;
  }

  return { act, busy, error };
}
