import { DOMWrapper, flushPromises } from '@vue/test-utils';
import { afterEach, expect, test } from 'vitest';
import SearchPalette from './SearchPalette.vue';
import { setLocale, type Locale } from '@/locales';
import { rows } from '@/modules/gallery/examples';
import { answerCalls, mountDesk } from '@/testing/desk';
import type { CaseListView, ItemRow } from '@/platform';

const many = (length: number): CaseListView['rows'] =>
  Array.from({ length }, () => rows.slice(0, 1))
    .flat()
    .map((row, at) => ({ ...row, id: `case-${at}`, number: `number-${at}` }));
const items = (length: number): ItemRow[] =>
  Array.from({ length }, (_, at) => ({
    code: `shangwu-${at}`,
    name: '示例事项',
    kind: 'promised',
    promised_days: 0,
  }));

async function typed(
  cases: CaseListView,
  offered: ItemRow[] = [],
  language: Locale = 'zh-CN',
): Promise<string> {
  answerCalls({ search: () => cases, find_items: () => offered });
  document.body.replaceChildren();
  await mountDesk(SearchPalette);
  // The preferences, which it reads, chose one.
  setLocale(language);
  // The dialog is not inside the page that opens it.
  const body = new DOMWrapper(document.body);
  await body.get('[data-test=search-input]').setValue('示例');
  await flushPromises();
  const cut = body.find('[data-test=search-cut]');
  return cut.exists() ? cut.text() : '';
}

afterEach(() => setLocale('zh-CN'));

test('nothing is said where all is shown', async () => {
  expect(await typed({ rows: many(20), total: { kind: 'exactly', count: 20 } }, items(8))).toBe('');
});

test('a search that was cut says so, and what to do', async () => {
  const over = { rows: many(50), total: { kind: 'more_than', count: 50 } } as const;
  expect(await typed(over)).toBe(
    '办件：只列出 20 条，总数超过 50 条。再多输入几个字可缩小范围。',
  );
  const text = 'Cases: 20 of more than 50 shown. Type more to narrow it down.';
  expect(await typed(over, [], 'en')).toBe(text);
});

test('what the box itself leaves out is told as well', async () => {
  const whole = { rows: many(21), total: { kind: 'exactly', count: 21 } } as const;
  const text = await typed(whole, items(9));
  expect(text).toContain('办件：只列出 20 条，共 21 条');
  expect(text).toContain('事项：只列出 8 条，共 9 条');
});

test('a search that gave up does not look like one that found nothing', async () => {
  const gaveUp = { rows: many(0), total: { kind: 'at_least', count: 0 } } as const;
  expect(await typed(gaveUp)).toContain('没有全部查完，可能还有更多');
});
