// Writes that are still under way when the desk is to be locked.

const pending = new Set<() => Promise<void>>();

/** Registers something to be kept before the desk locks; gives the way to take it out again. */
export function onFlush(write: () => Promise<void>): () => void {
  pending.add(write);
  return () => void pending.delete(write);
}

/** Waits until all is kept. What fails has said so at its own place. */
export async function flushWrites(): Promise<void> {
  await Promise.allSettled([...pending].map((write) => write()));
}
