import { flushPromises, type VueWrapper } from '@vue/test-utils';
import { afterEach, describe, expect, test } from 'vitest';
import EnrolPage from './EnrolPage.vue';
import LoginPage from './LoginPage.vue';
import { answerCalls, mountDesk } from '@/testing/desk';
import { before } from '@/testing/recorded';
import type { ApiError, Calls, ErrorCode } from '@/platform';

const opened = before.login.reply;
let page: VueWrapper;
afterEach(() => page.unmount());

function refusal(code: ErrorCode, detail = ''): ApiError {
  return { code, detail, problems: [], decision: null };
}

/** A log-in page whose desk refuses in turn, and then opens. */
async function login(...refusals: ApiError[]) {
  const asked = answerCalls({
    session: () => before.session_locked.reply,
    login: () => {
      const next = refusals.shift();
      if (next !== undefined) throw next;
      return opened;
    },
  });
  page = await mountDesk(LoginPage, { session: before.session_locked.reply });
  return () =>
    asked.flatMap((one) => (one.command === 'login' ? [one.args as Calls['login']['args']] : []));
}

async function type(fields: Record<string, string>): Promise<void> {
  for (const [test, text] of Object.entries(fields)) await field(test).setValue(text);
  await page.get('form').trigger('submit');
  await flushPromises();
}

const field = (test: string) => page.get<HTMLInputElement>(`[data-test=${test}]`);
const focused = () => document.activeElement?.getAttribute('data-test');

describe('a log-in', () => {
  test('asks for no more than before where the centre asks for nothing', async () => {
    const sent = await login();
    expect(page.find('[data-test=new-password]').exists()).toBe(false);
    await type({ 'login-password': 'given' });
    expect(sent()).toEqual([{ person: 'gongshang-chief', password: 'given' }]);
  });

  test('takes a new password where it is needed, with all else as typed', async () => {
    const sent = await login(refusal('password_change_needed'));
    await type({ 'login-password': 'given' });
    expect(page.get('[data-test=new-password-why]').text()).toContain('请先改密码');
    expect(page.find('[data-test=error]').exists()).toBe(false);
    expect(page.text()).toContain('至少 8 位');
    expect(focused()).toBe('new-password');
    expect(field('login-password').element.value).toBe('given');
    await type({ 'new-password': 'Mine-2026', 'new-password-again': 'Mine-2026' });
    expect(sent()[1]).toEqual({
      person: 'gongshang-chief',
      password: 'given',
      new_password: 'Mine-2026',
    });
  });

  test('says at the second field that both differ, and asks nobody', async () => {
    const sent = await login(refusal('password_change_needed'));
    await type({ 'login-password': 'given' });
    await type({ 'new-password': 'Mine-2026', 'new-password-again': 'Mime-2026' });
    expect(sent()).toHaveLength(1);
    expect(field('new-password-again').attributes('aria-invalid')).toBe('true');
    expect(page.text()).toContain('两次输入的新密码不同');
    expect(focused()).toBe('new-password-again');
    await type({ 'new-password-again': 'Mine-2026' });
    expect(sent()).toHaveLength(2);
  });

  test('says at the first field which rule is broken', async () => {
    await login(refusal('password_change_needed'), refusal('password_unfit', 'password_plain'));
    await type({ 'login-password': 'given' });
    await type({ 'new-password': 'plainest', 'new-password-again': 'plainest' });
    expect(field('new-password').attributes('aria-invalid')).toBe('true');
    expect(page.text()).toContain('太简单');
    expect(page.find('[data-test=error]').exists()).toBe(false);
    expect(focused()).toBe('new-password');
    expect(field('login-password').element.value).toBe('given');
  });

  test('by somebody else asks for no new password', async () => {
    const sent = await login(refusal('password_change_needed'));
    await type({ 'login-password': 'given' });
    await type({ 'login-person': 'gongshang-li', 'login-password': 'own' });
    expect(page.find('[data-test=new-password]').exists()).toBe(false);
    expect(sent()[1]).toEqual({ person: 'gongshang-li', password: 'own' });
  });

  test('whose answer was lost says that the new password may be in force', async () => {
    const lost = [refusal('server_unreachable'), refusal('password_wrong', '4')];
    const sent = await login(refusal('password_change_needed'), ...lost);
    await type({ 'login-password': 'given' });
    await type({ 'new-password': 'Mine-2026', 'new-password-again': 'Mine-2026' });
    expect(page.get('[data-test=error]').attributes('data-code')).toBe('server_unreachable');
    expect(field('new-password-again').element.value).toBe('Mine-2026');
    expect(field('login-password').element.value).toBe('given');
    expect(page.find('[data-test=new-password-may-hold]').exists()).toBe(false);
    await type({});
    expect(page.get('[data-test=new-password-may-hold]').text()).toContain('可能已经生效');
    expect(page.find('[data-test=new-password]').exists()).toBe(false);
    expect(focused()).toBe('login-password');
    await type({ 'login-password': 'Mine-2026' });
    expect(sent()[3]).toEqual({ person: 'gongshang-chief', password: 'Mine-2026' });
  });
});

test('an enrolment takes a new password where it is needed, with all else as typed', async () => {
  const enrolments: Calls['enroll']['args'][] = [];
  answerCalls({
    session: () => before.session_not_enrolled.reply,
    enroll: (args) => {
      enrolments.push(args);
      if (args.new_password === undefined) throw refusal('password_change_needed');
      return opened;
    },
  });
  page = await mountDesk(EnrolPage);
  await type({
    'enrol-server': 'https://centre.example',
    'enrol-code': 'ZC2YPYSY9T',
    'enrol-person': 'gongshang-chief',
    'enrol-password': 'given',
  });
  expect(focused()).toBe('new-password');
  expect(field('enrol-code').element.value).toBe('ZC2YPYSY9T');
  await type({ 'new-password': 'Mine-2026', 'new-password-again': 'mine-2026' });
  expect(enrolments).toHaveLength(1);
  await type({ 'new-password-again': 'Mine-2026' });
  expect(enrolments[1]).toEqual({ ...enrolments[0], new_password: 'Mine-2026' });
});
