import { VueQueryPlugin } from '@tanstack/vue-query';
import { DOMWrapper, mount, type VueWrapper } from '@vue/test-utils';
import { createPinia } from 'pinia';
import { afterEach, expect, test, vi } from 'vitest';
import App from '@/App.vue';
import { newQueryClient } from '@/composables/query';
import { i18n } from '@/locales';
import { usePlatform, type Platform, type StatusView } from '@/platform';
import { newRouter } from '@/router';
import { preview } from '@/testing/preview';
import { now } from '@/testing/recorded';

const body = new DOMWrapper(document.body);
let page: VueWrapper;
afterEach(() => page.unmount());

async function open(status: StatusView = now.status.reply): Promise<void> {
  const desk = preview('');
  const call: Platform['call'] = (asked, args) =>
    asked === 'status' ? Promise.resolve(status as never) : desk.call(asked, args);
  usePlatform({ ...desk, call });
  const router = newRouter();
  await router.push('/');
  const client: [typeof VueQueryPlugin, object] = [VueQueryPlugin, { queryClient: newQueryClient() }];
  const plugins = [createPinia(), i18n, router, client];
  page = mount(App, { attachTo: document.body, global: { plugins } });
  await vi.waitFor(() => expect(page.find('h1').exists()).toBe(true));
}

test('the desk of a device that ended says so above every page', async () => {
  await open({ ...now.status.reply, halted: { why: 'device_ended', number: 1 } });
  await vi.waitFor(() => expect(page.find('[data-test=device-ended]').exists()).toBe(true));
  await page.get('[data-test=nav-settings]').trigger('click');
  await vi.waitFor(() => expect(page.find('[data-test=password-old]').exists()).toBe(true));
  expect(page.find('[data-test=device-ended]').exists()).toBe(true);
});

test('the own password is changed by keys alone: search, Enter, type', async () => {
  await open();
  const press = (key: string, held: KeyboardEventInit = {}) =>
    window.dispatchEvent(new KeyboardEvent('keydown', { key, ...held }));
  press('k', { ctrlKey: true });
  await vi.waitFor(() => expect(body.find('[data-test=search-input]').exists()).toBe(true));
  await body.get('[data-test=search-input]').setValue('修改密码');
  press('Enter');
  await vi.waitFor(() =>
    expect(document.activeElement?.getAttribute('data-test')).toBe('password-old'),
  );
});
