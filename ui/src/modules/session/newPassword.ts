// A new password, typed twice, and what is said against it. The rules are the desk's.

import { nextTick, reactive, ref, toRef, watch, type Ref } from 'vue';
import type { ApiError, ErrorCode } from '@/platform';

/** Said before a new password is taken. After any other refusal it may have been. */
const before: ErrorCode[] = ['password_wrong', 'locked_out', 'too_many_requests'];

export async function focusOn(test: string): Promise<void> {
  await nextTick();
  document.querySelector<HTMLElement>(`[data-test="${test}"]`)?.focus();
}

export function useNewPassword() {
  const typed = reactive({ next: '', again: '' });
  /** The rule that it breaks, as a code; empty for none. */
  const unfit = ref('');
  const differs = ref(false);
  /** Whether the old one is wrong now, as the new one may be in force. */
  const mayHold = ref(false);
  let lost = false;

  /** Whether it was typed twice alike; where not, the second field says so. */
  function alike(): boolean {
    unfit.value = '';
    mayHold.value = false;
    differs.value = typed.next !== typed.again;
    if (differs.value) {
      typed.again = '';
      void focusOn('new-password-again');
    }
    return !differs.value;
  }

  /** Whether its own fields say why it was refused. */
  function says(error: ApiError): boolean {
    if (error.code === 'password_unfit') {
      typed.next = typed.again = '';
      unfit.value = error.detail;
      void focusOn('new-password');
      return true;
    }
    mayHold.value = lost && error.code === 'password_wrong';
    lost ||= !before.includes(error.code);
    return false;
  }

  function clear(): void {
    typed.next = typed.again = unfit.value = '';
    differs.value = lost = false;
  }

  return reactive({ typed, unfit, differs, mayHold, alike, says, clear });
}

/** Before the desk is open: asked for only where the centre wants another password first. */
export function useAskedPassword(person: Ref<string>) {
  const fields = useNewPassword();
  const needed = ref(false);

  function stop(): void {
    needed.value = false;
    fields.clear();
  }

  // It was asked of somebody else.
  watch(person, stop);

  /** What goes with the call; `null` where the two fields differ. */
  function given(): { new_password?: string } | null {
    fields.mayHold = false;
    if (!needed.value) return {};
    return fields.alike() ? { new_password: fields.typed.next } : null;
  }

  /** Whether the fields say why it was refused. */
  function says(error: ApiError): boolean {
    if (error.code === 'password_change_needed') {
      needed.value = true;
      void focusOn('new-password');
      return true;
    }
    if (!needed.value) return false;
    if (fields.says(error)) return true;
    // It was right when another one was asked for.
    if (error.code === 'password_wrong') stop();
    return false;
  }

  return { fields, needed, given, says, mayHold: toRef(fields, 'mayHold') };
}
