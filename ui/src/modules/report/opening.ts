// Opens the report by itself, once for each outage.

import { watch } from 'vue';
import type { Router } from 'vue-router';
import { useDesk } from '@/composables/query';

const SEEN = 'report-seen';

export function useReportOpening(router: Router): void {
  const status = useDesk('status', {});
  watch(
    () => status.data.value?.report_at,
    (at) => {
      if (at === undefined || localStorage.getItem(SEEN) === at) return;
      localStorage.setItem(SEEN, at);
      void router.push({ name: 'report' });
    },
    { immediate: true },
  );
}
