// What the pages may ask of the desk, whatever stands behind it.

import type { ApiError, Calls } from './calls';
import { inWindow, tauri } from './tauri';

export type * from './calls';
export { caseActs, documentsOf, grantAgainst, offlineSoftHours, withinLimit } from './calls';

export type Command = keyof Calls;

export interface Platform {
  call<K extends Command>(command: K, args: Calls[K]['args']): Promise<Calls[K]['reply']>;
  /** Calls back whenever local data or the state of the sync changed. */
  onChange(changed: () => void): void;
}

let platform: Platform = tauri;

/** Makes another desk answer: what was recorded of one, or a test's. */
export function usePlatform(other: Platform): void {
  platform = other;
}

/** Chooses the desk. In a plain browser in development mode a recording of one answers. */
export async function startPlatform(): Promise<void> {
  if (import.meta.env.DEV && !inWindow) {
    const { preview } = await import('@/testing/preview');
    usePlatform(preview(globalThis.location.search));
  }
}

/** Asks the desk. Rejects with an `ApiError`, whatever went wrong. */
export async function call<K extends Command>(
  command: K,
  args: Calls[K]['args'],
): Promise<Calls[K]['reply']> {
  try {
    return await platform.call(command, args);
  } catch (error) {
    const refused = asApiError(error);
    heard(refused);
    throw refused;
  }
}

let heard: (refused: ApiError) => void = () => undefined;

/** Calls back whenever a call is refused, whoever asked. */
export function onRefused(hear: (refused: ApiError) => void): void {
  heard = hear;
}

export function onDeskChanged(changed: () => void): void {
  platform.onChange(changed);
}

/** The error as the desk gives it; anything else is a fault of the program. */
export function asApiError(error: unknown): ApiError {
  if (typeof error === 'object' && error !== null && 'code' in error && 'problems' in error) {
    return error as ApiError;
  }
  const detail = error instanceof Error ? error.message : String(error);
  return { code: 'internal', detail, problems: [], decision: null };
}
