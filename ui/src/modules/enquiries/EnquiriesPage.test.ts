import { flushPromises, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, expect, test } from 'vitest';
import EnquiriesPage from './EnquiriesPage.vue';
import { keyMessage, onKeydown } from '@/composables/keys';
import { setLocale } from '@/locales';
import SideBar from '@/modules/shell/SideBar.vue';
import { answerCalls, mountDesk, type Answers } from '@/testing/desk';
import type { Exchange } from '@/testing/exchange';
import { before, later, next, now } from '@/testing/recorded';
import type { ApiError } from '@/platform';

const [first, second, , answered, closed] = now.enquiries.reply.rows.map(
  (row) => row.enquiry.id,
);
const { answer_first, answer_second, answer_again, answer_invisible } = next;
const standing: Exchange[] = [now.session, now.status, now.enquiries];

let page: VueWrapper;
/** As it stands, and with what can be answered then. */
async function open(more: Answers = {}, exchanges: Exchange[] = [answer_second]) {
  const asked = answerCalls(more, [...standing, ...exchanges]);
  page = await mountDesk(EnquiriesPage);
  return asked;
}

async function press(key: string, held: KeyboardEventInit = {}): Promise<void> {
  onKeydown(new KeyboardEvent('keydown', { key, cancelable: true, ...held }));
  await flushPromises();
}

async function choose(enquiry: string | undefined): Promise<void> {
  await page.get(`[data-test=enquiries-${enquiry}]`).trigger('click');
}

beforeEach(() => setLocale('zh-CN'));
afterEach(() => page.unmount());

test('those that wait come first, each with who asks, about what and where it stands', async () => {
  await open();
  const rows = page.findAll('[role=option]').map((row) => row.text());
  expect(rows.map((row) => /待答复|已答复|已办结/.exec(row)?.[0])).toEqual([
    '待答复',
    '待答复',
    '待答复',
    '已答复',
    '已办结',
  ]);
  expect(rows[0]).toContain('陈样本');
  expect(rows[0]).toContain('内资企业变更登记');
  expect(rows[0]).toContain('11-23 09:12');
  expect(rows[1]).toContain('未指明事项');
  expect(page.get('[data-test=enquiries-waiting]').text()).toBe('3 条待答复');
  expect(page.get('[data-test=question]').text()).toContain('公司住所换到本市另一个区');
});

test('a list that does not show all says so', async () => {
  await open();
  expect(page.find('[data-test=enquiries-cut]').exists()).toBe(false);
  page.unmount();
  const total = { kind: 'exactly', count: 501 } as const;
  await open({ enquiries: () => ({ ...now.enquiries.reply, total }) });
  expect(page.get('[data-test=enquiries-cut]').text()).toBe('只列出 5 条，共 501 条');
});

test('an enquiry is answered by the keys alone, once, and stays in front', async () => {
  const asked = await open();
  const given = answer_second.args.answer;
  const list = page.get('[data-test=enquiries]');
  await list.trigger('keydown', { key: 'ArrowDown' });
  expect(page.get('[data-test=question]').text()).toBe('窗口周六上午办理吗？（示例）');
  await list.trigger('keydown', { key: 'Enter' });
  const field = page.get<HTMLTextAreaElement>('[data-test=answer]');
  expect(document.activeElement).toBe(field.element);
  await field.setValue(given);
  expect(page.get('[data-test=answer-count]').text()).toBe(`${given.length} / 500`);
  await press('Enter', { ctrlKey: true });
  expect(asked.find((one) => one.command === 'answer')?.args).toEqual({
    enquiry: second,
    answer: given,
  });
  const shown = page.get('[data-test=answered]').text();
  expect(shown).toContain(given);
  expect(shown).toContain('工商行政管理局首席（样本）（首席代表）');
  expect(shown).toContain('11-23 09:41');
  expect(page.get('[data-test=question]').text()).toBe('窗口周六上午办理吗？（示例）');
  expect(page.get('[data-test=enquiries-waiting]').text()).toBe('2 条待答复');
  expect(document.activeElement).toBe(page.get('[data-test=enquiries]').element);
});

test('the first one stays in front when the list is sorted anew', async () => {
  const after = answer_second.then.enquiries;
  await open({}, [{ ...now.enquiries, reply: after ?? now.enquiries.reply }, answer_first]);
  await page.get('[data-test=answer]').setValue(answer_first.args.answer);
  await press('Enter', { ctrlKey: true });
  expect(page.findAll('[role=option]')[0]?.text()).toContain('郑样本');
  expect(page.get('[data-test=answered]').text()).toContain(answer_first.args.answer);
});

test('what is typed is kept while another enquiry is looked at', async () => {
  await open();
  await page.get('[data-test=answer]').setValue('先变更，');
  await choose(answered);
  await choose(first);
  expect(page.get<HTMLTextAreaElement>('[data-test=answer]').element.value).toBe('先变更，');
});

test('an empty answer is not sent, and the bar says why', async () => {
  const asked = await open();
  await press('Enter', { ctrlKey: true });
  expect(asked.some((one) => one.command === 'answer')).toBe(false);
  expect(keyMessage.value).toContain('1 至 500 字');
});

test('where the desk does not allow it, it says why and offers no field', async () => {
  await open();
  await choose(closed);
  expect(page.find('[data-test=answer]').exists()).toBe(false);
  expect(page.get('[data-test=not-answered]').text()).toContain('已经办结');
  expect(page.text()).toContain('2026-11-19');
  await press('Enter', { ctrlKey: true });
  expect(keyMessage.value).toContain('已经办结');
});

test('a refusal stands where it belongs, and keeps what was typed', async () => {
  const refusals: ApiError[] = [answer_invisible.error, answer_again.error];
  await open({
    answer: () => {
      throw refusals.shift();
    },
  });
  await page.get('[data-test=answer]').setValue('可以。');
  await press('Enter', { ctrlKey: true });
  expect(page.get('[data-test=answer]').attributes('aria-invalid')).toBe('true');
  expect(page.text()).toContain('第3个字符（U+200B）看不见');
  expect(page.find('[data-test=error]').exists()).toBe(false);
  await press('Enter', { ctrlKey: true });
  expect(page.get('[data-test=error]').attributes('data-code')).toBe('already_answered');
  expect(page.get<HTMLTextAreaElement>('[data-test=answer]').element.value).toBe('可以。');
});

test('the sheet of an answer is seen and printed, and none before there is one', async () => {
  const asked = await open({
    working_paper: () => ({ pdf_base64: '' }),
    print_working_paper: () => ({ file: 'print/enquiry.pdf' }),
  });
  await press('F8');
  expect(asked.some((one) => one.command === 'working_paper')).toBe(false);
  expect(keyMessage.value).toContain('还不能出具');
  await choose(answered);
  await press('F8');
  const paper = { paper: 'enquiry', enquiry: answered };
  expect(asked.find((one) => one.command === 'working_paper')?.args).toEqual(paper);
  await press('Enter', { ctrlKey: true });
  expect(asked.find((one) => one.command === 'print_working_paper')?.args).toEqual(paper);
  expect(document.querySelector('[data-test=working-printed]')?.textContent).toContain(
    'print/enquiry.pdf',
  );
});

test('with no enquiry it says what this page is for', async () => {
  await open({ enquiries: () => before.enquiries_none.reply });
  expect(page.text()).toContain('没有咨询');
});

test('where they cannot be read it says why, and where the window is offline what that means', async () => {
  await open({
    status: () => later.status_offline.reply,
    enquiries: () => {
      throw { code: 'storage_busy', detail: '', problems: [], decision: null } as ApiError;
    },
  });
  expect(page.get('[data-test=error]').attributes('data-code')).toBe('storage_busy');
  expect(page.text()).toContain('现在离线');
});

test('the menu says how many wait', async () => {
  answerCalls({}, [...standing, before.workbench_new]);
  page = await mountDesk(SideBar);
  expect(page.get('[data-test=nav-enquiries-count]').text()).toBe('3');
  expect(page.find('[data-test=nav-workbench-count]').exists()).toBe(false);
});
