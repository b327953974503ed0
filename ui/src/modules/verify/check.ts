// One licence at a time: what was shown, and what the desk says of it.

import { ref } from 'vue';
import { asApiError, call } from '@/platform';
import type { ApiError, VerifyView } from '@/platform';

/** What the desk takes at most; a larger file is not even read. */
const MOST_BYTES = 32 * 1024 * 1024;

async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const pieces = [];
  // Piece by piece: the characters of a whole file are more than one call takes.
  for (let at = 0; at < bytes.length; at += 0x8000) {
    pieces.push(String.fromCharCode(...bytes.subarray(at, at + 0x8000)));
  }
  return btoa(pieces.join(''));
}

export function useCheck() {
  const view = ref<VerifyView | null>(null);
  const error = ref<ApiError | null>(null);
  const busy = ref(false);
  let asked = 0;

  /** Asks; of several that are under way only the last one counts. */
  async function ask(answer: () => Promise<VerifyView>): Promise<void> {
    asked += 1;
    const mine = asked;
    busy.value = true;
    view.value = null;
    error.value = null;
    try {
      const found = await answer();
      if (mine === asked) view.value = found;
    } catch (refused) {
      if (mine === asked) error.value = asApiError(refused);
    } finally {
      if (mine === asked) busy.value = false;
    }
  }

  return {
    view,
    error,
    busy,
    byText: (text: string) => ask(() => call('verify', { text })),
    byFile: (file: File) =>
      ask(async () => {
        if (file.size > MOST_BYTES) {
          const large: ApiError = {
            code: 'file_too_large',
            detail: '',
            problems: [],
            decision: null,
          };
          throw large;
        }
        return call('verify_file', { base64: await base64Of(file) });
      }),
  };
}
