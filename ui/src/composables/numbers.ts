// What is left of a number series, as the desk's status says it.

import { computed, type ComputedRef } from 'vue';
import { useDesk } from './query';

/** `undefined` while it is not known. */
export function useNumbersLeft(series: () => string | undefined): ComputedRef<number | undefined> {
  const status = useDesk('status', {});
  return computed(
    () => status.data.value?.numbers.find((one) => one.series === series())?.left,
  );
}
