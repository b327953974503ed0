import { flushPromises, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, expect, test } from 'vitest';
import PasswordSection from './PasswordSection.vue';
import { answerCalls, mountDesk } from '@/testing/desk';
import { before, later, now } from '@/testing/recorded';
import type { ApiError, Calls, ErrorCode, StatusView } from '@/platform';

type Passwords = Calls['change_password']['args'];

let section: VueWrapper;
let sent: Passwords[] = [];
beforeEach(() => void (sent = []));
afterEach(() => section.unmount());

async function open(answer: () => void | Promise<void>, status: StatusView = now.status.reply) {
  answerCalls({
    session: () => before.login.reply,
    status: () => status,
    change_password: async (args) => {
      sent.push(args);
      await answer();
      return before.login.reply;
    },
  });
  section = await mountDesk(PasswordSection);
}

function refuse(code: ErrorCode, detail = ''): never {
  throw { code, detail, problems: [], decision: null } satisfies ApiError;
}

async function type(fields: Record<string, string>): Promise<void> {
  for (const [test, text] of Object.entries(fields)) await field(test).setValue(text);
  await section.get('form').trigger('submit');
  await flushPromises();
}

const field = (test: string) => section.get<HTMLInputElement>(`[data-test=${test}]`);
const done = () => section.get('[data-test=password-done]').text();
const focused = () => document.activeElement?.getAttribute('data-test');
const typed = { 'password-old': 'old', 'new-password': 'Mine-2026', 'new-password-again': 'Mine-2026' };

test('the rules are told first; while it is changed the button waits, and then it says so', async () => {
  let answer: () => void = () => undefined;
  await open(() => new Promise((resolve) => void (answer = resolve)));
  expect(section.text()).toContain('至少 8 位');
  expect(section.text()).toContain('需要连接中心');
  await type(typed);
  expect(section.get('[data-test=password-change]').attributes('aria-busy')).toBe('true');
  await section.get('form').trigger('submit');
  expect(done()).toBe('');
  answer();
  await flushPromises();
  expect(sent).toEqual([{ password: 'old', new_password: 'Mine-2026' }]);
  expect(done()).toContain('密码已修改');
  for (const test of Object.keys(typed)) expect(field(test).element.value, test).toBe('');
});

test('two that differ are told at the field and go nowhere', async () => {
  await open(() => undefined);
  await type({ ...typed, 'new-password-again': 'Mime-2026' });
  expect(sent).toEqual([]);
  expect(field('new-password-again').attributes('aria-invalid')).toBe('true');
  expect(focused()).toBe('new-password-again');
});

test('a wrong old password and a broken rule are told at their fields', async () => {
  let code: [ErrorCode, string] = ['password_wrong', '4'];
  await open(() => refuse(...code));
  await type(typed);
  expect(field('password-old').attributes('aria-invalid')).toBe('true');
  expect(section.text()).toContain('还可再试 4 次');
  expect(focused()).toBe('password-old');
  code = ['password_unfit', 'password_same'];
  await type({ 'password-old': 'old' });
  expect(field('password-old').attributes('aria-invalid')).toBe('false');
  expect(field('new-password').attributes('aria-invalid')).toBe('true');
  expect(section.text()).toContain('与原密码相同');
  expect(focused()).toBe('new-password');
  expect(section.find('[data-test=error]').exists()).toBe(false);
});

test('without the centre it says so before and after, and keeps what was typed', async () => {
  let code: ErrorCode = 'server_unreachable';
  await open(() => refuse(code), later.status_offline.reply);
  expect(section.get('[data-test=password-offline]').text()).toContain('联网后才能修改');
  await type(typed);
  expect(section.get('[data-test=error]').attributes('data-code')).toBe('server_unreachable');
  expect(field('new-password').element.value).toBe('Mine-2026');
  expect(done()).toBe('');
  code = 'password_wrong';
  await type({});
  expect(section.get('[data-test=new-password-may-hold]').text()).toContain('可能已经生效');
});
