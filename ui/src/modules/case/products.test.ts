import { afterEach, describe, expect, it } from 'vitest';
import CasePage from './CasePage.vue';
import IssueSheet from './IssueSheet.vue';
import { licenceId, licenceNumber } from '@/composables/format';
import { setLocale } from '@/locales';
import { answerCalls, mountDesk } from '@/testing/desk';
import type { Exchange, Recorded } from '@/testing/exchange';
import { elsewhere, next, now } from '@/testing/recorded';
import { sameApplication } from '@/testing/same';
import type { CaseView } from '@/platform';

afterEach(() => {
  setLocale('zh-CN');
  document.body.replaceChildren();
});

const { case_changed: changed, case_established: established } = elsewhere;
const { number } = established.reply.case.products.licence ?? { number: '' };
const parted = (code = '') => code.replace(/^(.{6})(.{6})/, '$1 $2 ');

/** The case of a plan as it stood before. */
function viewFor(plan: Recorded<'issue_plan'>): CaseView {
  const all: Exchange[] = [...Object.values(elsewhere), ...Object.values(now)];
  const cases = all.filter((one) => one.command === 'case' && 'reply' in one);
  const found = (cases as Recorded<'case'>[]).find((one) => one.args.case === plan.args.case);
  if (found === undefined) throw new Error('the case of the plan was not recorded');
  return found.reply;
}

/** The sheet as it stands over the page, with its confirming button. */
async function sheetOf(plan: Recorded<'issue_plan'>) {
  answerCalls({}, [plan]);
  const sheet = await mountDesk(IssueSheet, { view: viewFor(plan) });
  const at = (test: string) => document.querySelector(`[data-test="${test}"]`)?.textContent ?? '';
  return { sheet, at, text: at('sheet'), confirm: at('sheet-confirm') };
}

describe('the sheet before an issue', () => {
  it('says that an amendment is the next version of the number, and of which licence', async () => {
    const { at, text } = await sheetOf(elsewhere.issue_plan_change);
    expect(at('issue-number').trim()).toBe(`${number} 第3版`);
    for (const part of ['变更 第3版', `${number} 第2版`, '2026-11-24', '2030-11-23']) {
      expect(text).toContain(part);
    }
  });

  it('says from when until when a renewal holds', async () => {
    const { text } = await sheetOf(elsewhere.issue_plan_renew);
    expect(text).toContain('延续 第3版');
    expect(text).toContain('自 2030-11-24 至 2034-11-23');
  });

  it('makes it plain that a cancellation ends the licence', async () => {
    const { sheet, at, text, confirm } = await sheetOf(elsewhere.issue_plan_cancel);
    expect(at('issue-ends')).toContain('自 2026-11-25 起失效');
    expect(text).toContain('注销 第3版');
    expect(text).toMatch(/将出具\s*注销通知书/);
    expect(confirm).toContain('注销');
    expect(confirm).not.toContain('签发');
    sheet.unmount();
    const other = await sheetOf(elsewhere.issue_plan_duplicate);
    expect(other.at('issue-ends')).toBe('');
    expect(other.text).toContain('补领 第3版');
    expect(other.text).not.toContain('注销');
  });

  it('names whom the licence founds, with the credit code that it gets', async () => {
    const { text } = await sheetOf(next.issue_plan_founding);
    const { holder, product } = next.issue_plan_founding.reply;
    for (const part of ['新设立企业', holder, parted(product.holder_number), '核发 第1版']) {
      expect(text).toContain(part);
    }
    expect(product.holder_number).toMatch(/^91320300WB/);
    expect(text).not.toContain('原证照');
  });
});

async function caseOn(view: CaseView) {
  answerCalls({ case: () => view }, [now.status]);
  const page = await mountDesk(CasePage, { case: view.case.id });
  return (test: string) => page.find(`[data-test="${test}"]`);
}

describe('a case', () => {
  it('shows the licence that it is about, and the version that came of it', async () => {
    const about = (await caseOn(elsewhere.case_change.reply))('existing');
    for (const text of [`${number} 第2版`, '2026-11-24', '2030-11-23']) {
      expect(about.text()).toContain(text);
    }
    const part = await caseOn(changed.reply);
    expect(part('existing').text()).toContain(number);
    expect(part('licence').text()).toContain(`${number} 第2版`);
    expect(part('licence').text()).toContain('变更 第2版');
  });

  it('warns of the same application before it is accepted', async () => {
    const part = await caseOn({ ...elsewhere.case_change.reply, same: [sameApplication] });
    expect(part('same-one').text()).toContain(sameApplication.number);
  });

  it('says of a cancellation that the notice of it would be issued', async () => {
    const aside = async (view: CaseView) => (await caseOn(view))('decision').text();
    expect(await aside(elsewhere.case_cancel.reply)).toMatch(/将签发\s*注销通知书/);
    expect(await aside(elsewhere.case_change.reply)).toContain('特种设备作业人员证');
  });

  it('says who founds whom, and the credit code once there is one', async () => {
    const { parties } = next.accept.reply.case;
    const holder = parties.to_be ?? '';
    const before = await caseOn(next.accept.reply);
    expect(before('existing').exists()).toBe(false);
    expect(before('applicant').text()).toContain('申请人（创办人）');
    expect(before('applicant').text()).toContain(parties.applicant.name);
    expect(before('founded').text()).toMatch(/^拟设立企业/);
    expect(before('founded').text()).not.toContain('WB00');
    const title = document.querySelector('h1')?.textContent;
    expect(title).toContain(`${holder}（${parties.applicant.name}）`);
    const after = await caseOn(next.issue.reply);
    const code = parted(next.issue.reply.case.products.holder_number ?? '');
    expect(after('founded').text()).toContain(holder);
    expect(after('founded').text()).toContain(code);
    expect(code).toMatch(/^913203 00WB00 /);
    expect(after('applicant').text()).not.toContain('WB00');
  });

  it('has no such words where the applicant holds a first licence', async () => {
    const part = await caseOn(established.reply);
    expect(part('existing').exists()).toBe(false);
    expect(part('founded').exists()).toBe(false);
    expect(part('applicant').text()).not.toContain('创办人');
    expect(part('licence').text()).toContain('核发 第1版');
  });
});

describe('the number of a licence', () => {
  it('has its version from the second one on, in the words of the page', () => {
    expect(licenceNumber('N-1', 1)).toBe('N-1');
    expect(licenceNumber('N-1', 2)).toBe('N-1 第2版');
    expect(licenceId('N-1')).toBe('N-1');
    expect(licenceId('N-1/13')).toBe('N-1 第13版');
    setLocale('en');
    expect(licenceId('N-1/2')).toBe('N-1, version 2');
  });
});
