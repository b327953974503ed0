import { expect, test } from 'vitest';
import AuthoritySection from './AuthoritySection.vue';
import { mountDesk } from '@/testing/desk';
import type { OfflineLeft, StatusView } from '@/platform';

const left: OfflineLeft = {
  grant: '徐商授〔2026〕3号',
  limits: {
    soft_hours: 24,
    hard_hours: 168,
    hard_count: 500,
    hard_totals: [{ amount: '3000000000.00', currency: 'USD' }],
  },
  soft_minutes: 23 * 60 + 5,
  hard_minutes: 167 * 60,
  count: 488,
  totals: [{ amount: '2972000000.00', currency: 'USD' }],
};

async function text(offline: OfflineLeft[], authority_until: string | null = '2028-12-31') {
  const status = { offline, authority_until } as StatusView;
  return (await mountDesk(AuthoritySection, { status })).text();
}

test('hours, licences and amounts that are left stand in words beside their limits', async () => {
  const shown = await text([left]);
  for (const words of [
    '徐商授〔2026〕3号',
    '23 小时 5 分钟后提醒同步（限 24 小时）',
    '167 小时后停止签发（限 168 小时）',
    '还可签发 488 件（限 500 件）',
    '29.72 亿美元',
    '限 3,000,000,000.00',
  ]) {
    expect(shown).toContain(words);
  }
});

test('what has run out says so and what to do', async () => {
  const shown = await text([{ ...left, soft_minutes: 0, hard_minutes: 0, count: 0, totals: [] }]);
  expect(shown).toContain('请尽快联网同步');
  expect(shown).toContain('联网同步后恢复');
  expect(shown).toContain('还可签发 0 件');
});

test('without limits and without a grant it says which', async () => {
  expect(await text([])).toContain('没有规定离线限额');
  expect(await text([], null)).toContain('没有有效的授权书');
});
