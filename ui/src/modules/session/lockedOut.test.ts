import { VueQueryPlugin } from '@tanstack/vue-query';
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils';
import { createPinia } from 'pinia';
import { afterEach, expect, test, vi } from 'vitest';
import App from '@/App.vue';
import { newQueryClient } from '@/composables/query';
import { i18n } from '@/locales';
import { usePlatform } from '@/platform';
import { newRouter } from '@/router';
import { preview } from '@/testing/preview';
import { before } from '@/testing/recorded';
import type { ApiError, Command, ErrorCode } from '@/platform';

let page: VueWrapper;
afterEach(() => page.unmount());

/** The whole desk. At the next call of `command` it refuses with `code`, and is locked then. */
async function open(command: Command, code: ErrorCode) {
  const { call, onChange } = preview('');
  let locked = false;
  let armed = true;
  usePlatform({
    onChange,
    call: (asked, args) => {
      if (asked === command && armed) {
        armed = false;
        locked = true;
        const refusal: ApiError = { code, detail: '', problems: [], decision: null };
        return Promise.reject(refusal as unknown as Error);
      }
      if (asked === 'login') locked = false;
      if (asked === 'lock') locked = true;
      const ended = locked && (asked === 'session' || asked === 'lock');
      return ended ? Promise.resolve(before.session_locked.reply as never) : call(asked, args);
    },
  });
  const router = newRouter();
  await router.push('/');
  const client: [typeof VueQueryPlugin, object] = [VueQueryPlugin, { queryClient: newQueryClient() }];
  page = mount(App, { global: { plugins: [createPinia(), i18n, router, client] } });
  await there('connection-state');
}

async function there(test: string): Promise<void> {
  await vi.waitFor(() => expect(page.find(`[data-test=${test}]`).exists()).toBe(true));
}

const reason = () => page.find('form [data-test=error]');

test('whose appointment ended during an act is at the log-in page, and reads why there', async () => {
  await open('sync_now', 'appointment_ended');
  await page.get('[data-test=connection-state]').trigger('click');
  await there('login-submit');
  expect(reason().attributes('data-code')).toBe('appointment_ended');
  expect(reason().text()).toContain('不在本窗口任职');
  await page.get('[data-test=login-password]').setValue('window-clerk-demo');
  await page.get('form').trigger('submit');
  await there('bar-lock');
  await page.get('[data-test=bar-lock]').trigger('click');
  await there('login-submit');
  expect(reason().exists()).toBe(false);
});

test('so does one whose appointment ended while something was read', async () => {
  await open('number_books', 'appointment_ended');
  await page.get('[data-test=nav-numbers]').trigger('click');
  await there('login-submit');
  expect(reason().attributes('data-code')).toBe('appointment_ended');
});

test('a desk that locked during an act is at the log-in page, without a reason', async () => {
  await open('sync_now', 'locked');
  await page.get('[data-test=connection-state]').trigger('click');
  await there('login-submit');
  await flushPromises();
  expect(reason().exists()).toBe(false);
});
