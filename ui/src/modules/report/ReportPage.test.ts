import { expect, test } from 'vitest';
import ReportPage from './ReportPage.vue';
import { answerCalls, mountDesk } from '@/testing/desk';
import type { ReportView } from '@/platform';

const report: ReportView = {
  at: '2026-11-23T11:00:00+08:00',
  accepted: 1,
  duplicate: 0,
  conflict: 0,
  beyond_authority: 1,
  window: { entries: 18, digest: 'ab'.repeat(32) },
  server: { entries: 18, digest: 'ab'.repeat(32) },
  scope: { entries: 20, digest: 'cd'.repeat(32) },
  same: true,
  acts: [
    {
      seq: 17,
      at: '2026-11-23T10:40:00+08:00',
      case: '00000000-0000-0000-0000-000000000001',
      number: 'shangwu-03-20261123-0001',
      licence: null,
      act: 'accepted',
      verdict: 'accepted',
      problems: [],
    },
    {
      seq: 18,
      at: '2026-11-23T10:41:00+08:00',
      case: '00000000-0000-0000-0000-000000000001',
      number: 'shangwu-03-20261123-0001',
      licence: 'SWWZ-2026-000001-000000-X',
      act: 'issued',
      verdict: 'beyond_authority',
      problems: [
        { code: 'grant_revoked', what_zh: '授权书已撤销', what_en: '', to_do_zh: '报批', to_do_en: '' },
      ],
    },
  ],
};

test('each act says what became of it and what to do', async () => {
  answerCalls({ report: () => report });
  const page = await mountDesk(ReportPage);
  expect(page.get('[data-test=report-17]').text()).toContain('已接收');
  const beyond = page.get('[data-test=report-18]').text();
  expect(beyond).toContain('超出授权');
  expect(beyond).toContain('授权书已撤销：报批');
  expect(page.text()).toContain('cd'.repeat(32));
  expect(page.text()).toContain('双方一致');
});

test('without an outage it says so', async () => {
  answerCalls({ report: () => null });
  const page = await mountDesk(ReportPage);
  expect(page.text()).toContain('没有断网期间的办理');
});
