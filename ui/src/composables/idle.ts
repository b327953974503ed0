// Counts how long nobody has touched key or pointer. How long that may be, the desk says.

import { onBeforeUnmount, onMounted, ref, type Ref } from 'vue';
import type { IdleLockView } from '@/platform';

/** What shows that somebody is there. */
const SIGNS = ['keydown', 'pointerdown', 'pointermove', 'wheel', 'touchstart'] as const;

/**
 * Calls `lock` once the time is up. Gives the seconds that are left once the warning has begun.
 *
 * It is counted by the clock: a computer that slept through the time locks as it wakes.
 */
export function useIdle(limit: () => IdleLockView, lock: () => Promise<void>): Ref<number | null> {
  const left = ref<number | null>(null);
  let last = Date.now();
  let locking = false;

  async function look(): Promise<void> {
    const { minutes, warning_s } = limit();
    const seconds = Math.ceil(minutes * 60 - (Date.now() - last) / 1000);
    left.value = seconds <= warning_s ? Math.max(seconds, 0) : null;
    if (seconds > 0 || locking) return;
    locking = true;
    // Where it fails, the next second tries again.
    await lock().catch(() => undefined);
    locking = false;
  }

  function touched(): void {
    last = Date.now();
    left.value = null;
  }

  let timer = 0;
  onMounted(() => {
    timer = window.setInterval(() => void look(), 1000);
    for (const sign of SIGNS) {
      window.addEventListener(sign, touched, { capture: true, passive: true });
    }
  });
  onBeforeUnmount(() => {
    window.clearInterval(timer);
    for (const sign of SIGNS) window.removeEventListener(sign, touched, { capture: true });
  });
  return left;
}
