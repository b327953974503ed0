// Carries one act out and shows what came of it: the case after it, or why not.

import { ref } from 'vue';
import { useCaseChanged } from '@/composables/query';
import { asApiError, call } from '@/platform';
import type { ApiError, Calls, CaseView } from '@/platform';

/** The calls that answer with the case after them. */
export type ActCommand = {
  [K in keyof Calls]: Calls[K]['reply'] extends CaseView ? K : never;
}[keyof Calls];

export function useAct() {
  const changed = useCaseChanged();
  const busy = ref(false);
  const error = ref<ApiError | null>(null);

  /** The case after the act, or `null` where it was refused; `error` then says why. */
  async function act<K extends ActCommand>(
    command: K,
    args: Calls[K]['args'],
  ): Promise<CaseView | null> {
    if (busy.value) return null;
    busy.value = true;
    error.value = null;
    try {
      const view: CaseView = await call(command, args);
      changed(view);
      return view;
    } catch (refused) {
      error.value = asApiError(refused);
      return null;
    } finally {
      busy.value = false;
    }
  }

  return { act, busy, error };
}
