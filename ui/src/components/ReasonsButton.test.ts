import { flushPromises } from '@vue/test-utils';
import { expect, test } from 'vitest';
import ReasonsButton from './ReasonsButton.vue';
import { keyMessage, onKeydown } from '@/composables/keys';
import { answerCalls, mountDesk } from '@/testing/desk';

const paper = { paper: 'reasons' as const, case: '00000000-0000-0000-0000-000000000001' };
const shiftF8 = () => onKeydown(new KeyboardEvent('keydown', { key: 'F8', shiftKey: true }));

function printed() {
  return document.querySelector('[data-test=working-printed]')?.textContent ?? '';
}

test('a key shows the sheet, and it is printed as often as wanted', async () => {
  const asked = answerCalls({
    working_paper: () => ({ pdf_base64: '' }),
    print_working_paper: () => ({ file: '/print/x-reasons.pdf' }),
  });
  const button = await mountDesk(ReasonsButton, { paper });
  expect(document.querySelector('[data-test=sheet]')).toBeNull();
  shiftF8();
  await flushPromises();
  expect(document.querySelector('[data-test=sheet]')?.textContent).toContain('决定理由单');
  for (const times of [1, 2]) {
    document.querySelector<HTMLElement>('[data-test=sheet-confirm]')?.click();
    await flushPromises();
    expect(printed()).toContain('/print/x-reasons.pdf');
    expect(asked.filter((one) => one.command === 'print_working_paper')).toHaveLength(times);
  }
  expect(asked.at(-1)?.args).toEqual(paper);
  button.unmount();
});

test('without a decision the key says what to do first', async () => {
  answerCalls({});
  const button = await mountDesk(ReasonsButton, { paper: null });
  shiftF8();
  expect(keyMessage.value).toContain('还没有决定');
  expect(button.get('[data-test=reasons]').attributes('disabled')).toBeDefined();
  button.unmount();
});
