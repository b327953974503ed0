import { flushPromises } from '@vue/test-utils';
import { expect, test } from 'vitest';
import ExchangeSection from './ExchangeSection.vue';
import { answerCalls, mountDesk } from '@/testing/desk';
import type { ApiError } from '@/platform';

const imported = {
  accepted: 3,
  exceptions: 1,
  pulled: 5,
  leased: 2,
  server_rolled_back: false,
  more: false,
  outbox: 0,
};

function choose(input: Element, content: string): void {
  const files = [new File([content], 'reply')];
  Object.defineProperty(input, 'files', { value: files, configurable: true });
  input.dispatchEvent(new Event('change'));
}

test('a request is written where the desk says, and waits for its reply', async () => {
  const since = '2026-11-23T09:41:00+08:00';
  let waiting: { since: string; acts: number } | null = null;
  const asked = answerCalls({
    bundle_waiting: () => waiting,
    bundle_export: () => {
      waiting = { since, acts: 12 };
      return { file: '/样本/exchange/shangwu-03.request', acts: 12, left: 4, at: since };
    },
  });
  const section = await mountDesk(ExchangeSection);
  expect(section.find('[data-test=exchange-waiting]').exists()).toBe(false);
  await section.get('[data-test=exchange-export]').trigger('click');
  await flushPromises();
  expect(asked.find((one) => one.command === 'bundle_export')?.args).toEqual({
    file: null,
    overwrite: false,
  });
  const done = section.get('[data-test=exchange-done]').text();
  expect(done).toContain('12 项');
  expect(done).toContain('/样本/exchange/shangwu-03.request');
  expect(done).toContain('4 项放不下');
  expect(section.get('[data-test=exchange-waiting]').text()).toContain('11-23 09:41');
});

test('a reply is handed to the desk byte by byte, and a refusal says what to do', async () => {
  const refusal: ApiError = {
    code: 'bundle_replayed',
    detail: '2026-11-23T09:41:00+08:00',
    problems: [],
    decision: null,
  };
  let refused = false;
  const asked = answerCalls({
    bundle_waiting: () => null,
    bundle_import: () => {
      if (refused) throw refusal;
      return imported;
    },
  });
  const section = await mountDesk(ExchangeSection);
  const input = section.get('[data-test=exchange-file]').element;
  choose(input, 'WCBUNDLE');
  await expect.poll(() => section.get('[data-test=exchange-done]').text()).toContain('收下 3 项');
  expect(asked.find((one) => one.command === 'bundle_import')?.args).toEqual({
    content_base64: btoa('WCBUNDLE'),
  });
  refused = true;
  choose(input, 'WCBUNDLE');
  await expect.poll(() => section.find('[data-code=bundle_replayed]').exists()).toBe(true);
  expect(section.get('[data-code=bundle_replayed]').text()).toContain('11-23 09:41');
  expect(section.get('[data-test=exchange-done]').text()).toBe('');
});
