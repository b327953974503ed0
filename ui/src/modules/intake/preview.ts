// Asks the desk to judge what is typed, soon after the last key; only the newest answer counts.

import { ref, type Ref } from 'vue';
import { asApiError, call } from '@/platform';
import type { ApiError, Intake, PreviewView } from '@/platform';

export interface Preview {
  view: Ref<PreviewView | null>;
  error: Ref<ApiError | null>;
  /** Asks again after `delayMs` without another call. */
  refresh(): void;
  /** Asks at once. */
  now(): Promise<void>;
  stop(): void;
}

export function usePreview(intake: () => Intake, delayMs: number): Preview {
  const view = ref<PreviewView | null>(null);
  const error = ref<ApiError | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = 0;

  async function now(): Promise<void> {
    clearTimeout(timer);
    asked += 1;
    const mine = asked;
    try {
      const answer = await call('preview', intake());
      if (mine !== asked) return;
      view.value = answer;
      error.value = null;
    } catch (refused) {
      if (mine === asked) error.value = asApiError(refused);
    }
  }

  return {
    view,
    error,
    now,
    refresh() {
      clearTimeout(timer);
      timer = setTimeout(() => void now(), delayMs);
    },
    stop() {
      clearTimeout(timer);
      asked += 1;
    },
  };
}
