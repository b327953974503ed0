import { flushPromises, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, expect, test } from 'vitest';
import DayLine from './DayLine.vue';
import DayPage from './DayPage.vue';
import { keyMessage, onKeydown } from '@/composables/keys';
import { setLocale } from '@/locales';
import { answerCalls, mountDesk, type Answers } from '@/testing/desk';
import type { Exchange } from '@/testing/exchange';
import { before, later, next, now as recorded } from '@/testing/recorded';
import type { ApiError } from '@/platform';

/** A day as the page finds it, and what can be done with it then. */
const starts = {
  new: [before.day_new, before.open_day, before.close_day],
  none: [before.day_none],
  earlier: [before.day_earlier, before.close_day_earlier, before.open_day_next],
  open: [next.day, next.close_day],
  closed: [before.day_closed],
} satisfies Record<string, [Exchange, ...Exchange[]]>;
type DayStart = keyof typeof starts;

let page: VueWrapper;
async function open(start: DayStart, more: Answers = {}, acts: Exchange[] = starts[start]) {
  const papers: Answers = { working_paper: () => ({ pdf_base64: '' }) };
  const asked = answerCalls({ ...papers, ...more }, [starts[start][0], ...acts, recorded.status]);
  page = await mountDesk(DayPage);
  return asked;
}

async function press(key: string, held: KeyboardEventInit = {}): Promise<void> {
  onKeydown(new KeyboardEvent('keydown', { key, cancelable: true, ...held }));
  await flushPromises();
}

const now = () => page.get('[data-test=day-state]').text();
const commands = (asked: { command: string }[]) => asked.map((one) => one.command);

beforeEach(() => setLocale('zh-CN'));
afterEach(() => page.unmount());

test('a day that is open says since when and by whom, and what was done so far', async () => {
  await open('open');
  expect(now()).toContain('已开窗');
  expect(now()).toContain('08:25 由工商行政管理局首席（样本）（首席代表）开窗');
  expect(page.get('[data-test=count-received]').text()).toBe('收件10');
  expect(page.get('[data-test=count-issued] .track span').attributes('style')).toContain(
    'width: 30%',
  );
  expect(page.find('[data-test=count-voided]').exists()).toBe(true);
  const series = page.get('[data-test=count-GSQY]').text();
  expect(series).toContain('营业执照');
  expect(series).toMatch(/2GSQY-2026-000004-\S+\s*–\s*GSQY-2026-000005/);
  const licences = page.get('[data-test=count-licence]').findAll('td');
  expect(licences.map((one) => one.text())).toEqual(['证照', '1', '1', '0']);
  expect(page.get('[data-test=count-charged]').text()).toContain('10.00 元');
  expect(page.get('[data-test=count-answered]').text()).toContain('2');
});

test('the day is opened, and closed after its counts were seen; its sheet then comes up', async () => {
  const asked = await open('new');
  expect(now()).toContain('未开窗');
  expect(page.get('[data-test=day-act]').text()).toContain('开窗');
  await press('F6');
  expect(now()).toContain('已开窗');
  await press('F6');
  expect(document.querySelector('dialog')?.textContent).toContain('日结 2026-11-19');
  expect(commands(asked)).not.toContain('close_day');
  await press('Enter', { ctrlKey: true });
  expect(now()).toContain('已日结');
  expect(now()).toContain('17:32 由工商行政管理局首席（样本）（首席代表）日结');
  expect(asked.find((one) => one.command === 'working_paper')?.args).toEqual({
    paper: 'day',
    day: '2026-11-19',
  });
});

test('a closed day is neither opened nor closed again, and shows what was closed', async () => {
  const asked = await open('closed');
  expect(now()).toContain('已日结');
  expect(page.find('[data-test=day-act]').exists()).toBe(false);
  expect(page.get('[data-test=count-received]').text()).toBe('收件7');
  expect(page.find('[data-test=count-voided]').exists()).toBe(false);
  await press('F6');
  expect(keyMessage.value).toContain('已经办结');
  expect(commands(asked)).not.toContain('open_day');
});

test('where the person may not close the day, it says why', async () => {
  const acts = next.day.reply.acts.map((one) => ({ ...one, why_not: 'role_forbidden' }));
  const asked = await open('open', { day: () => ({ ...next.day.reply, acts }) });
  expect(page.get('[data-test=day-why-not]').text()).toContain('岗位');
  expect(page.get('[data-test=day-act]').attributes('disabled')).toBeDefined();
  await press('F6');
  expect(document.querySelector('dialog')).toBeNull();
  expect(keyMessage.value).toContain('岗位');
  expect(commands(asked)).not.toContain('close_day');
});

test('an earlier day that is still open is closed first', async () => {
  const asked = await open('earlier');
  expect(now()).toContain('未开窗');
  expect(page.get('[data-test=day-earlier]').text()).toContain('2026-11-20 的一天还没有日结');
  expect(page.get('[data-test=day-act]').text()).toContain('日结 2026-11-20');
  await page.get('[data-test=day-act]').trigger('click');
  await press('Enter', { ctrlKey: true });
  await press('Escape');
  expect(page.find('[data-test=day-earlier]').exists()).toBe(false);
  await press('F6');
  expect(now()).toContain('已开窗');
  expect(commands(asked).filter((one) => /_day$/.test(one))).toEqual(['close_day', 'open_day']);
});

test('a refusal stands on the page, or on the sheet that asked for it', async () => {
  await open('none', {}, [before.open_day_still_open]);
  await press('F6');
  expect(page.get('[data-code=day_still_open]').text()).toContain('2026-11-20');
  page.unmount();
  await open('open', {}, [before.close_day_not_opened]);
  await press('F6');
  await press('Enter', { ctrlKey: true });
  expect(document.querySelector('dialog [data-code=day_not_opened]')).not.toBeNull();
  expect(now()).toContain('已开窗');
});

test('each day stands with its closing, and its sheet is printed, also an earlier one', async () => {
  const asked = await open('open', {
    print_working_paper: () => ({ file: 'print/day.pdf' }),
  });
  const rows = page.findAll('[role=option]').map((row) => row.text());
  expect(rows[0]).toContain('已开窗');
  expect(rows[2]).toContain('2026-11-19');
  expect(rows[2]).toContain('办理 30 步');
  expect(rows[2]).toContain('17:32 由工商行政管理局首席（样本）日结');
  const list = page.get('[data-test=days]');
  await list.trigger('keydown', { key: 'ArrowDown' });
  await list.trigger('keydown', { key: 'ArrowDown' });
  await list.trigger('keydown', { key: 'Enter' });
  await flushPromises();
  await press('Enter', { ctrlKey: true });
  const paper = { paper: 'day', day: '2026-11-19' };
  expect(asked.find((one) => one.command === 'working_paper')?.args).toEqual(paper);
  expect(asked.find((one) => one.command === 'print_working_paper')?.args).toEqual(paper);
  await press('Escape');
  await press('F8');
  expect(document.querySelector('dialog')?.textContent).toContain('2026-11-19');
});

test('a new window says what will stand here; one that cannot be read says why', async () => {
  await open('new');
  expect(page.get('[data-test=counts-none]').text()).toBe('还没有办理');
  expect(page.text()).toContain('还没有开过窗');
  page.unmount();
  await open('open', {
    status: () => later.status_offline.reply,
    day: () => {
      throw { code: 'storage_busy', detail: '', problems: [], decision: null } as ApiError;
    },
  });
  expect(page.get('[data-test=error]').attributes('data-code')).toBe('storage_busy');
  expect(page.text()).toContain('现在离线');
});

test('the workbench says that today is not opened, and leads there', async () => {
  const lines: Record<DayStart, string> = {
    none: '今天尚未开窗',
    new: '今天尚未开窗',
    earlier: '2026-11-20 尚未日结',
    open: '',
    closed: '',
  };
  for (const [start, line] of Object.entries(lines)) {
    answerCalls({}, starts[start as DayStart]);
    page = await mountDesk(DayLine);
    const found = page.find('[data-test=day-line]');
    expect(found.exists() ? found.text() : '', start).toBe(line && `${line}Shift F4`);
    if (line === '') continue;
    await found.trigger('click');
    await flushPromises();
    expect(page.vm.$route.name).toBe('day');
    page.unmount();
  }
});
