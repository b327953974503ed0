import type { VueWrapper } from '@vue/test-utils';
import { afterEach, expect, test } from 'vitest';
import EndedNotice from './EndedNotice.vue';
import HaltNotice from './HaltNotice.vue';
import { answerCalls, mountDesk } from '@/testing/desk';
import { later, now } from '@/testing/recorded';
import type { StatusView } from '@/platform';

let notice: VueWrapper;
afterEach(() => notice.unmount());

async function shown(status: StatusView): Promise<boolean> {
  answerCalls({ status: () => status });
  notice = await mountDesk(EndedNotice);
  return notice.find('[data-test=device-ended]').exists();
}

test.each([now.status.reply, later.status_offline.reply, later.status_halted.reply])(
  'a device that is in use says nothing, online or not, halted or not',
  async (status) => {
    expect(await shown(status)).toBe(false);
  },
);

const ended = { ...later.status_offline.reply, halted: { why: 'device_ended', number: 7 } };

test('one that ended says so at each start, also without the centre, with what to do', async () => {
  expect(await shown(ended)).toBe(true);
  expect(notice.text()).toContain('被替换或停用');
  expect(notice.text()).toContain('联系管理员');
});

test('no code of a supervisor is asked for then', async () => {
  answerCalls({ status: () => ended });
  notice = await mountDesk(HaltNotice);
  expect(notice.find('[data-test=halt]').exists()).toBe(false);
});
