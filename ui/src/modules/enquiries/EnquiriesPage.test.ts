import { flushPromises, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, expect, test } from 'vitest';
import EnquiriesPage from './EnquiriesPage.vue';
import { keyMessage, onKeydown } from '@/composables/keys';
import { setLocale } from '@/locales';
import SideBar from '@/modules/shell/SideBar.vue';
import { ENQUIRIES, sampleEnquiries } from '@/platform/sample-enquiries';
import { answerCalls, mountDesk, type Answers } from '@/testing/desk';
import type { ApiError, StatusView } from '@/platform';

const [waiting, , answered, closed] = ENQUIRIES;
const status = { connection: { state: 'online' }, enquiries: 2 } as StatusView;
const desk = (more: Answers = {}) =>
  answerCalls({ session: () => ({ state: 'not_enrolled' }), status: () => status, ...more });

let page: VueWrapper;
async function open(more: Answers = sampleEnquiries()) {
  const asked = desk(more);
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

const refusal = (code: ApiError['code'], more: Partial<ApiError> = {}): ApiError => ({
  code,
  detail: '',
  problems: [],
  decision: null,
  ...more,
});

beforeEach(() => setLocale('zh-CN'));
afterEach(() => page.unmount());

test('those that wait come first, each with who asks, about what and where it stands', async () => {
  await open();
  const rows = page.findAll('[role=option]').map((row) => row.text());
  expect(rows.map((row) => /待答复|已答复|已办结/.exec(row)?.[0])).toEqual([
    '待答复',
    '待答复',
    '已答复',
    '已办结',
  ]);
  expect(rows[0]).toContain('陈示例');
  expect(rows[0]).toContain('外商投资企业设立审批');
  expect(rows[0]).toContain('11-23 09:12');
  expect(rows[1]).toContain('未指明事项');
  expect(page.get('[data-test=enquiries-waiting]').text()).toBe('2 条待答复');
  expect(page.get('[data-test=question]').text()).toContain('注册地址要换到本市另一个区');
});

test('an enquiry is answered by the keys alone, once, and stays in front', async () => {
  const asked = await open();
  const list = page.get('[data-test=enquiries]');
  await list.trigger('keydown', { key: 'ArrowDown' });
  expect(page.get('[data-test=question]').text()).toBe('窗口周六上午办理吗？');
  await list.trigger('keydown', { key: 'Enter' });
  const field = page.get<HTMLTextAreaElement>('[data-test=answer]');
  expect(document.activeElement).toBe(field.element);
  await field.setValue('周六上午 9 时至 12 时办理。');
  expect(page.get('[data-test=answer-count]').text()).toBe('17 / 500');
  await press('Enter', { ctrlKey: true });
  expect(asked.find((one) => one.command === 'answer')?.args).toEqual({
    enquiry: ENQUIRIES[1],
    answer: '周六上午 9 时至 12 时办理。',
  });
  const shown = page.get('[data-test=answered]').text();
  expect(shown).toContain('周六上午 9 时至 12 时办理。');
  expect(shown).toContain('王示例（首席代表）');
  expect(shown).toContain('11-23 09:41');
  expect(page.get('[data-test=question]').text()).toBe('窗口周六上午办理吗？');
  expect(page.get('[data-test=enquiries-waiting]').text()).toBe('1 条待答复');
  expect(document.activeElement).toBe(page.get('[data-test=enquiries]').element);
});

test('the first one stays in front when the list is sorted anew', async () => {
  await open();
  await page.get('[data-test=answer]').setValue('先办变更。');
  await press('Enter', { ctrlKey: true });
  expect(page.findAll('[role=option]')[0]?.text()).toContain('李示例');
  expect(page.get('[data-test=answered]').text()).toContain('先办变更。');
});

test('what is typed is kept while another enquiry is looked at', async () => {
  await open();
  await page.get('[data-test=answer]').setValue('先变更，');
  await choose(answered);
  await choose(waiting);
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
  expect(page.text()).toContain('2026-11-20');
  await press('Enter', { ctrlKey: true });
  expect(keyMessage.value).toContain('已经办结');
});

test('a refusal stands where it belongs, and keeps what was typed', async () => {
  const refused = [
    refusal('field_problems', {
      problems: [{ field: 'answer', code: 'text_invisible', detail: '3', message: '“答复”第3个字符看不见' }],
    }),
    refusal('already_answered'),
  ];
  await open({
    ...sampleEnquiries(),
    answer: () => {
      throw refused.shift();
    },
  });
  await page.get('[data-test=answer]').setValue('可以。');
  await press('Enter', { ctrlKey: true });
  expect(page.get('[data-test=answer]').attributes('aria-invalid')).toBe('true');
  expect(page.text()).toContain('“答复”第3个字符看不见');
  expect(page.find('[data-test=error]').exists()).toBe(false);
  await press('Enter', { ctrlKey: true });
  expect(page.get('[data-test=error]').attributes('data-code')).toBe('already_answered');
  expect(page.get<HTMLTextAreaElement>('[data-test=answer]').element.value).toBe('可以。');
});

test('the sheet of an answer is seen and printed, and none before there is one', async () => {
  const asked = await open({
    ...sampleEnquiries(),
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
  await open({ enquiries: () => ({ rows: [], waiting: 0 }) });
  expect(page.text()).toContain('没有咨询');
});

test('where they cannot be read it says why, and where the window is offline what that means', async () => {
  await open({
    status: () => ({ ...status, connection: { state: 'offline', since: '' } }),
    enquiries: () => {
      throw refusal('storage_busy');
    },
  });
  expect(page.get('[data-test=error]').attributes('data-code')).toBe('storage_busy');
  expect(page.text()).toContain('现在离线');
});

test('the menu says how many wait', async () => {
  desk({ workbench: () => ({ today: [], waiting: [], counts: [], hours: [], drafts: [] }) });
  page = await mountDesk(SideBar);
  expect(page.get('[data-test=nav-enquiries-count]').text()).toBe('2');
  expect(page.find('[data-test=nav-workbench-count]').exists()).toBe(false);
});
