// A call to the desk with what came of it. The compiler holds recorded.ts to the types of the calls here.

import type { ApiError, Calls, Command, Item } from '@/platform';

/** What calls that take nothing give from then on. */
type Then = { [K in Command]?: Calls[K]['reply'] };

export interface Recorded<K extends Command> {
  command: K;
  args: Calls[K]['args'];
  reply: Calls[K]['reply'];
  then: Then;
}

export interface Refused<K extends Command> {
  command: K;
  args: Calls[K]['args'];
  error: ApiError;
}

export type Exchange = { [K in Command]: Recorded<K> | Refused<K> }[Command];

export const item = (one: Item): Item => one;

export function recorded<K extends Command>(
  command: K,
  args: Calls[K]['args'],
  reply: Calls[K]['reply'],
  then: (reply: Calls[K]['reply']) => Then = () => ({}),
): Recorded<K> {
  return { command, args, reply, then: then(reply) };
}

export function refused<K extends Command>(
  command: K,
  args: Calls[K]['args'],
  error: ApiError,
): Refused<K> {
  return { command, args, error };
}
