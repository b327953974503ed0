import { describe, expect, it } from 'vitest';
import { flushPromises } from '@vue/test-utils';
import CorrectSheet from './CorrectSheet.vue';
import { answerCalls, mountDesk } from '@/testing/desk';
import type { CaseView } from '@/platform';

const material = (code: string, name: string) => ({
  code,
  name,
  required: true,
  form: 'original' as const,
  count: 1,
});
const view = {
  case: { id: 'c1', intake: { materials: [{ material: 'm1', on: '2026-11-23' }] } },
  item: { materials: [material('m1', '申请表'), material('m2', '章程')] },
  missing: [material('m2', '章程')],
} as unknown as CaseView;

describe('the correction notice', () => {
  it('tells what is missing by itself, and what is not in legal form as it is said', async () => {
    const asked = answerCalls({ correct: () => view });
    await mountDesk(CorrectSheet, { view });
    const at = <T extends HTMLElement>(found: string) => document.querySelector<T>(found);
    expect(at('[data-test=missing]')?.textContent).toBe('章程');
    expect(at('[data-test=wrong-m2]')).toBeNull();
    const note = at<HTMLInputElement>('[data-test=wrong-m1]');
    if (note === null) throw new Error('no field');
    note.value = '未加盖公章';
    note.dispatchEvent(new Event('input'));
    await flushPromises();
    at('[data-test=sheet-confirm]')?.click();
    await flushPromises();
    expect(asked).toEqual([
      {
        command: 'correct',
        args: { case: 'c1', wrong: [{ material: 'm1', note: '未加盖公章' }] },
      },
    ]);
  });
});
