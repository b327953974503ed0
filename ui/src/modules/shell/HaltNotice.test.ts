import { DOMWrapper, flushPromises, type VueWrapper } from '@vue/test-utils';
import { afterEach, expect, test } from 'vitest';
import HaltNotice from './HaltNotice.vue';
import { answerCalls, mountDesk } from '@/testing/desk';
import { later } from '@/testing/recorded';

const status = later.status_halted.reply;
const sheet = new DOMWrapper(document.body);
let notice: VueWrapper;
afterEach(() => notice.unmount());

async function open(number: number | null) {
  const asked = answerCalls({
    status: () => ({ ...status, halted: { why: 'clock_leapt', number } }),
    clear_halt: () => status,
  });
  notice = await mountDesk(HaltNotice);
  await notice.get('[data-test=halt-clear]').trigger('click');
  return asked;
}

test('a halted window shows the number of the code and takes the code', async () => {
  const asked = await open(7);
  expect(sheet.get('[data-test=halt-number]').text()).toBe('7');
  await sheet.get('[data-test=halt-code]').setValue('2X7N-PTPP-KP8N-1AN6');
  await sheet.get('[data-test=sheet-confirm]').trigger('click');
  await flushPromises();
  const args = { code: '2X7N-PTPP-KP8N-1AN6' };
  expect(asked).toContainEqual({ command: 'clear_halt', args });
  expect(sheet.find('[data-test=sheet]').exists()).toBe(false);
});

test('a window whose codes are used up says what to do and takes none', async () => {
  await open(null);
  expect(sheet.get('[data-test=sheet]').text()).toContain('重新登记');
  expect(sheet.find('[data-test=halt-code]').exists()).toBe(false);
  expect(sheet.get('[data-test=sheet-confirm]').attributes('disabled')).toBeDefined();
});
