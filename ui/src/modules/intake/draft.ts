// Keeps a draft while it is typed: within `delayMs` of the first unsaved key, one write at a time,
// so that a new draft is made once and the last words are never overtaken by earlier ones.

export interface DraftKeeper {
  /** Something was typed. */
  touch(): void;
  /** Keeps what is unsaved now; done when it is kept or has failed. */
  flush(): Promise<void>;
  /** Stops for good; nothing more is written. */
  stop(): void;
}

export function draftKeeper(write: () => Promise<void>, delayMs: number): DraftKeeper {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let dirty = false;
  let stopped = false;
  let running: Promise<void> | null = null;

  async function run(): Promise<void> {
    while (dirty && !stopped) {
      dirty = false;
      try {
        await write();
      } catch {
        // The writer has said so where it matters; the next key tries again.
        dirty = true;
        return;
      }
    }
  }

  function flush(): Promise<void> {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    running ??= run().finally(() => {
      running = null;
    });
    return running;
  }

  return {
    touch() {
      if (stopped) return;
      dirty = true;
      timer ??= setTimeout(() => void flush(), delayMs);
    },
    flush,
    stop() {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
    },
  };
}
