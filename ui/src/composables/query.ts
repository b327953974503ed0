// Reads of the desk through one cache; an act puts its result there and lets the rest be read anew.

import { QueryClient, useQuery, useQueryClient } from '@tanstack/vue-query';
import { computed, toValue, type MaybeRefOrGetter } from 'vue';
import { lockReason, saysLocked } from './refusal';
import { call, onDeskChanged, onRefused } from '@/platform';
import type { ApiError, Calls, CaseView, Command } from '@/platform';

const papers: unknown[] = ['paper', 'working_paper'];

export function newQueryClient(): QueryClient {
  const client = new QueryClient({
    defaultOptions: {
      // The desk is beside us: it answers at once, with or without a network.
      queries: { networkMode: 'always', retry: false, staleTime: 5_000, gcTime: 60_000 },
      mutations: { networkMode: 'always' },
    },
  });
  onRefused((refused) => {
    if (!saysLocked(refused)) return;
    // The desk locked itself: let the session say so, and the log-in page why.
    if (refused.code !== 'locked') lockReason.value = refused;
    void client.invalidateQueries({ queryKey: ['session'] });
  });
  // A paper in front changes by an act alone; drawing it anew at each sync would only flicker.
  onDeskChanged(() => {
    void client.invalidateQueries({ predicate: (query) => !papers.includes(query.queryKey[0]) });
  });
  return client;
}

/** A read. Its key is the command with its arguments. */
export function useDesk<K extends Command>(
  command: K,
  args: MaybeRefOrGetter<Calls[K]['args']>,
  options: { enabled?: MaybeRefOrGetter<boolean>; refetchInterval?: number; keep?: boolean } = {},
) {
  return useQuery<Calls[K]['reply'], ApiError>({
    queryKey: computed(() => [command, toValue(args)]),
    queryFn: () => call(command, toValue(args)),
    enabled: computed(() => toValue(options.enabled) ?? true),
    refetchInterval: options.refetchInterval ?? false,
    ...(options.keep === true && { placeholderData: (before) => before }),
  });
}

/** What to do with the case that an act gives back. */
export function useCaseChanged(): (view: CaseView) => void {
  const client = useQueryClient();
  return (view) => {
    client.setQueryData(['case', { case: view.case.id }], view);
    void client.invalidateQueries({
      predicate: (query) => query.queryKey[0] !== 'session' && query.queryKey[0] !== 'case',
    });
  };
}
