import { flushPromises } from '@vue/test-utils';
import { afterEach, expect, test } from 'vitest';
import CasesPage from './CasesPage.vue';
import CaseList from '@/components/CaseList.vue';
import { setLocale } from '@/locales';
import { rows } from '@/modules/gallery/examples';
import { answerCalls, mountDesk } from '@/testing/desk';
import type { CaseListView } from '@/platform';

const many = (length: number): CaseListView['rows'] =>
  Array.from({ length }, () => rows.slice(0, 1))
    .flat()
    .map((row, at) => ({ ...row, id: `case-${at}`, number: `number-${at}` }));

async function shown(reply: CaseListView): Promise<string> {
  answerCalls({ list: () => reply });
  const page = await mountDesk(CasesPage);
  return page.get('[data-test=cases-shown]').text();
}

afterEach(() => setLocale('zh-CN'));

test('a whole list says how many there are', async () => {
  expect(await shown({ rows: many(3), total: { kind: 'exactly', count: 3 } })).toBe('3 件');
});

test('a list that was cut says so, and what to do', async () => {
  const exact = { rows: many(500), total: { kind: 'exactly', count: 1234 } } as const;
  expect(await shown(exact)).toContain('只列出 500 条，共 1234 条');
  expect(await shown(exact)).toContain('往下翻看更多');
  const over = { rows: many(500), total: { kind: 'more_than', count: 10_000 } } as const;
  expect(await shown(over)).toContain('只列出 500 条，总数超过 10000 条');
  setLocale('en');
  expect(await shown(over)).toContain('500 of more than 10000 shown');
  expect(await shown(over)).toContain('Scroll down for more');
});

test('at the end of what the desk gives it says that too', async () => {
  const reply = { rows: many(400), total: { kind: 'more_than', count: 400 } } as const;
  expect(await shown(reply)).toContain('更早的不再列出');
});

test('more is read where there is more alone', async () => {
  for (const [count, limits] of [
    [500, [500]],
    [501, [500, 2000]],
  ] as const) {
    const total = { kind: 'exactly', count } as const;
    const asked = answerCalls({
      list: ({ limit }) => ({ rows: many(Math.min(limit, count)), total }),
    });
    const page = await mountDesk(CasesPage);
    page.getComponent(CaseList).vm.$emit('end');
    await flushPromises();
    expect(asked.map(({ args }) => (args as { limit: number }).limit)).toEqual(limits);
  }
});
