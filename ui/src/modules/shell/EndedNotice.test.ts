import { flushPromises, type VueWrapper } from '@vue/test-utils';
import { afterEach, expect, test } from 'vitest';
import EndedNotice from './EndedNotice.vue';
import { answerCalls, mountDesk } from '@/testing/desk';
import { later, now } from '@/testing/recorded';
import type { StatusView } from '@/platform';

const well = now.status.reply;
const away = later.status_offline.reply;
const at = well.now;
let notice: VueWrapper;
afterEach(() => notice.unmount());

/** The banner, and a way to another state of the window. */
async function open(first: StatusView) {
  let status = first;
  answerCalls({ status: () => status });
  notice = await mountDesk(EndedNotice);
  const become = async (next: StatusView) => {
    status = next;
    // A window that comes to the front reads anew.
    window.dispatchEvent(new Event('visibilitychange'));
    await flushPromises();
  };
  return { become, shown: () => notice.find('[data-test=device-ended]').exists() };
}

test('a device that works says nothing, online or not', async () => {
  const { become, shown } = await open(well);
  expect(shown()).toBe(false);
  await become(away);
  expect(shown()).toBe(false);
});

test('a sync that was refused as the device ended says so, with what to do', async () => {
  const { shown } = await open({ ...well, failed: { at, code: 'device_ended' } });
  expect(shown()).toBe(true);
  expect(notice.text()).toContain('被替换或停用');
  expect(notice.text()).toContain('联系管理员');
});

test('so does trouble in the background; it stays while offline, and goes with a sync that goes well', async () => {
  const { become, shown } = await open({
    ...well,
    connection: { state: 'trouble', code: 'device_ended' },
  });
  expect(shown()).toBe(true);
  await become(away);
  expect(away.failed?.code).toBe('server_unreachable');
  expect(shown()).toBe(true);
  await become(well);
  expect(shown()).toBe(false);
});
