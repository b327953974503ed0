import { flushPromises } from '@vue/test-utils';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import IdleLock from './IdleLock.vue';
import { onFlush } from '@/composables/writes';
import { answerCalls, mountDesk } from '@/testing/desk';

const limit = { minutes: 10, least: 1, most: 60, warning_s: 30 };
const locked = { state: 'locked' as const, last_person: 'wang', window: 'shangwu-03' };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

async function open() {
  const asked = answerCalls({ session: () => locked, lock: () => locked });
  const idle = await mountDesk(IdleLock, { limit });
  const pass = async (seconds: number) => {
    await vi.advanceTimersByTimeAsync(seconds * 1000);
    await flushPromises();
  };
  const locks = () => asked.filter((one) => one.command === 'lock').length;
  const warning = () => idle.find('[data-test=idle-warning]');
  return { idle, pass, locks, warning, asked };
}

test('nobody at the desk locks it after the time, with a warning before', async () => {
  const { idle, pass, locks, warning } = await open();
  await pass(569);
  expect(warning().exists()).toBe(false);
  await pass(1);
  expect(warning().text()).toContain('30');
  await pass(29);
  expect(warning().text()).toContain('1');
  expect(locks()).toBe(0);
  await pass(1);
  expect(locks()).toBe(1);
  idle.unmount();
  await pass(3600);
  expect(locks()).toBe(1);
});

test('any key or touch begins the time anew', async () => {
  const { idle, pass, locks, warning } = await open();
  for (const sign of ['keydown', 'pointermove', 'wheel']) {
    await pass(580);
    expect(warning().exists()).toBe(true);
    window.dispatchEvent(new Event(sign));
    await pass(1);
    expect(warning().exists()).toBe(false);
  }
  await pass(580);
  expect(locks()).toBe(0);
  idle.unmount();
});

test('a computer that slept through the time locks as it wakes', async () => {
  const { idle, pass, locks } = await open();
  vi.setSystemTime(Date.now() + 8 * 3600 * 1000);
  await pass(1);
  expect(locks()).toBe(1);
  idle.unmount();
});

test('what is being typed is kept before the desk locks', async () => {
  const { idle, pass, locks } = await open();
  const kept: number[] = [];
  const done = onFlush(async () => void kept.push(locks()));
  await pass(600);
  expect([kept, locks()]).toEqual([[0], 1]);
  done();
  idle.unmount();
});
