// Who is at the window.

import { useQueryClient } from '@tanstack/vue-query';
import { computed } from 'vue';
import { flushWrites } from './writes';
import { useDesk } from './query';
import { call } from '@/platform';
import type { Calls, SessionView } from '@/platform';

export function useSession() {
  const client = useQueryClient();
  const query = useDesk('session', {});

  function become(session: SessionView): void {
    client.setQueryData(['session', {}], session);
  }

  return {
    ...query,
    open: computed(() => (query.data.value?.state === 'open' ? query.data.value : null)),

    async enroll(args: Calls['enroll']['args']): Promise<void> {
      become(await call('enroll', args));
    },

    async login(args: Calls['login']['args']): Promise<void> {
      become(await call('login', args));
    },

    async changePassword(args: Calls['change_password']['args']): Promise<void> {
      become(await call('change_password', args));
    },

    async setIdleLock(minutes: number): Promise<void> {
      become(await call('set_idle_lock', { minutes }));
    },

    /** Locks the desk, after what is being typed was kept. */
    async lock(): Promise<void> {
      await flushWrites();
      become(await call('lock', {}));
    },
  };
}
