// What a refusal says of the desk as a whole, whatever was asked: that it is locked, and why.

import { ref } from 'vue';
import type { ApiError } from '@/platform';

/** Why the desk locked itself under the hands of whoever was at it; the log-in page says it. */
export const lockReason = ref<ApiError | null>(null);

/** Whether the desk is locked by now. */
export function saysLocked(error: ApiError): boolean {
  return error.code === 'locked' || error.code === 'appointment_ended';
}
