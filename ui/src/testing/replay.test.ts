import { VueQueryPlugin } from '@tanstack/vue-query';
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils';
import { createPinia } from 'pinia';
import { afterEach, describe, expect, it, vi } from 'vitest';
import App from '@/App.vue';
import { newQueryClient } from '@/composables/query';
import { i18n } from '@/locales';
import { usePlatform } from '@/platform';
import type { Platform } from '@/platform';
import { newRouter } from '@/router';
import { preview } from './preview';
import { next, now } from './recorded';
import { replay } from './replay';

const received = next.accept.args.case;

describe('a replay', () => {
  it('shows a case as it stood, and after an act as the act left it', async () => {
    const { call } = preview('');
    expect(await call('case', { case: received })).toMatchObject({ state: 'received' });
    await call('accept', { case: received, exemption: null });
    expect(await call('case', { case: received })).toEqual(next.accept.reply);
    await call('answer', next.answer_second.args);
    expect(await call('enquiries', {})).toEqual(next.answer_second.then.enquiries);
    expect(now.enquiries.reply.waiting).toBe(3);
    expect(await call('enquiries', {})).toMatchObject({ waiting: 2 });
  });

  it('refuses what the desk refused', async () => {
    const args = { case: received, confirmation: 'wrong' };
    await expect(preview('').call('issue', args)).rejects.toMatchObject({ code: 'password_wrong' });
  });

  it('does not guess: a call about something else was not recorded', async () => {
    const call = replay([next.accept]);
    const other = { case: 'another', exemption: null };
    await expect(call('accept', other)).rejects.toThrow('not recorded: accept {"case":"another"');
    await expect(call('status', {})).rejects.toThrow('not recorded: status');
  });
});

it('a day that is not open is opened', async () => {
  const { call } = preview('?day=none');
  expect(await call('day', {})).toMatchObject({ open: null });
  await call('open_day', {});
  expect(await call('day', {})).toMatchObject({ open: { day: '2026-11-23' } });
});

describe('in a plain browser', () => {
  let page: VueWrapper;
  let failed: unknown[] = [];
  afterEach(() => page.unmount());

  async function look(query: string, path: string): Promise<VueWrapper> {
    const desk = preview(query);
    failed = [];
    const call: Platform['call'] = (command, args) =>
      desk.call(command, args).catch((error: unknown) => {
        failed.push(error);
        throw error;
      });
    usePlatform({ ...desk, call });
    const router = newRouter();
    await router.push(path);
    const client: [typeof VueQueryPlugin, object] = [VueQueryPlugin, { queryClient: newQueryClient() }];
    page = mount(App, { global: { plugins: [createPinia(), i18n, router, client] } });
    await vi.waitFor(() => {
      expect(page.find('h1').exists()).toBe(true);
      expect(page.find('.reading').exists()).toBe(false);
    });
    await flushPromises();
    return page;
  }

  const paths = ['/', '/intake', '/cases', '/enquiries', '/day', '/numbers', '/verify', '/report'];
  const draft = now.drafts.reply[0]?.id ?? '';
  it.each([...paths, '/settings', `/intake/${draft}`, `/case/${received}`])(
    'each page is there: %s',
    async (path) => {
      await look('', path);
      expect(failed).toEqual([]);
      expect(page.find('[data-test=halt]').exists()).toBe(false);
      expect(page.get('[data-test=connection-state]').text()).not.toContain('离线');
    },
  );

  it('a query says where the window stands', async () => {
    const there = async (query: string, test: string) => {
      page?.unmount();
      return (await look(query, '/')).find(`[data-test=${test}]`);
    };
    expect((await there('?session=enrol', 'enrol-submit')).exists()).toBe(true);
    expect((await there('?session=login', 'login-submit')).exists()).toBe(true);
    expect((await there('?day=earlier', 'day-line')).text()).toContain('2026-11-20 尚未日结');
    expect((await there('?offline', 'connection-state')).text()).toContain('离线');
    expect((await there('?halted=', 'halt')).exists()).toBe(true);
    expect((await there('?cases=0&day=new', 'waiting-list')).exists()).toBe(false);
    expect((await there('', 'waiting-list')).exists()).toBe(true);
  });
});
