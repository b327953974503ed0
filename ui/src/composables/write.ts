// One write to the desk at a time: whether it is under way, and why it was refused.

import { ref } from 'vue';
import { asApiError } from '@/platform';
import type { ApiError } from '@/platform';

export function useWrite() {
  const busy = ref(false);
  const error = ref<ApiError | null>(null);

  /** What the desk answers, or `null` where it refused; `error` then says why. */
  async function write<T>(work: () => Promise<T>): Promise<T | null> {
    if (busy.value) return null;
    busy.value = true;
    error.value = null;
    try {
      return await work();
    } catch (refused) {
      error.value = asApiError(refused);
      return null;
    } finally {
      busy.value = false;
    }
  }

  return { write, busy, error };
}
