import { afterEach, describe, expect, it } from 'vitest';
import CasePage from './CasePage.vue';
import IssueSheet from './IssueSheet.vue';
import { licenceId, licenceNumber } from '@/composables/format';
import { setLocale } from '@/locales';
import {
  caseOf,
  decision,
  existing,
  items,
  known,
  newCase,
  type SampleCase,
} from '@/platform/sample-data';
import { licenceOf } from '@/platform/sample-products';
import { answerCalls, mountDesk } from '@/testing/desk';
import type { CaseState, CaseView, Intake, IssuePlanView } from '@/platform';

afterEach(() => {
  setLocale('zh-CN');
  document.body.replaceChildren();
});

const item = items[0] as (typeof items)[number];
const founds = items.find((one) => one.licence.founds) as typeof item;
const founding: Partial<Intake> = {
  item: founds.code,
  applicant_name: '张示例',
  holder_name: '徐州新示例商贸有限公司',
};
const about = (action: Intake['action']): Partial<Intake> => ({
  action,
  existing_number: existing.number,
});
const received = (state: CaseState, more: Partial<Intake>) =>
  newCase(1, state, { ...known, item: item.code, action: 'establish', ...more });

function viewOf(it: SampleCase): CaseView {
  return {
    case: caseOf(it),
    state: it.state,
    item: items.find((one) => one.code === it.item) ?? item,
    department: '商务局',
    acts: [],
    decision: null,
    verified_by: [],
    second_officer_needed: false,
    missing: [],
  same: [],
    urgency: 'none',
    days_left: null,
    full_fee: null,
    papers: [],
    history: [],
  };
}

/** The sheet as it stands over the page, with its confirming button. */
async function sheetOf(more: Partial<Intake>) {
  const it = received('accepted', more);
  const { name, ...licence } = licenceOf(it);
  const plan: IssuePlanView = { ...licence, licence_name: name, papers: ['licence'] };
  answerCalls({ issue_plan: () => plan });
  const sheet = await mountDesk(IssueSheet, { view: viewOf(it) });
  const at = (test: string) => document.querySelector(`[data-test="${test}"]`)?.textContent ?? '';
  return { sheet, at, text: at('sheet'), confirm: at('sheet-confirm') };
}

describe('the sheet before an issue', () => {
  it('says that an amendment is the next version of the number, and of which licence', async () => {
    const { at, text } = await sheetOf(about('change'));
    expect(at('issue-number').trim()).toBe(`${existing.number} 第3版`);
    for (const part of ['变更 第3版', `${existing.number} 第2版`, '2018-05-04', '2026-11-30']) {
      expect(text).toContain(part);
    }
  });

  it('says from when until when a renewal holds', async () => {
    const { text } = await sheetOf(about('renew'));
    expect(text).toContain('延续 第3版');
    expect(text).toContain('自 2026-12-01 至 2029-11-30');
  });

  it('makes it plain that a cancellation ends the licence', async () => {
    const { sheet, at, text, confirm } = await sheetOf(about('cancel'));
    expect(at('issue-ends')).toContain('自 2026-11-23 起失效');
    expect(text).toContain('注销 第3版');
    expect(text).toMatch(/将出具\s*注销通知书/);
    expect(confirm).toContain('注销');
    expect(confirm).not.toContain('签发');
    sheet.unmount();
    const other = await sheetOf(about('duplicate'));
    expect(other.at('issue-ends')).toBe('');
    expect(other.text).toContain('补领 第3版');
    expect(other.text).not.toContain('注销');
  });

  it('names whom the licence founds, with the credit code that it gets', async () => {
    const { text } = await sheetOf(founding);
    for (const part of ['新设立企业', '徐州新示例商贸有限公司', '913203 00WB00 00016E', '核发 第1版']) {
      expect(text).toContain(part);
    }
    expect(text).not.toContain('原证照');
  });
});

async function caseOn(it: SampleCase, more: Partial<CaseView> = {}) {
  answerCalls({ case: () => ({ ...viewOf(it), ...more }) });
  const page = await mountDesk(CasePage, { case: it.id });
  return (test: string) => page.find(`[data-test="${test}"]`);
}

describe('a case', () => {
  it('shows the licence that it is about, and the version that came of it', async () => {
    const it = received('issued', about('change'));
    const part = await caseOn({ ...it, licence: licenceOf(it) });
    for (const text of [`${existing.number} 第2版`, '2018-05-04', '2026-11-30']) {
      expect(part('existing').text()).toContain(text);
    }
    expect(part('licence').text()).toContain(`${existing.number} 第3版`);
    expect(part('licence').text()).toContain('变更 第3版');
  });

  it('says of a cancellation that the notice of it would be issued', async () => {
    const deciding = { decision: decision('issue') };
    const aside = async (action: Intake['action']) => {
      const part = await caseOn(received('accepted', about(action)), deciding);
      return part('decision').text();
    };
    expect(await aside('cancel')).toMatch(/将签发\s*注销通知书/);
    expect(await aside('change')).toContain(item.licence.name);
  });

  it('says who founds whom, and the credit code once there is one', async () => {
    const it = received('accepted', founding);
    const before = await caseOn(it);
    expect(before('existing').exists()).toBe(false);
    expect(before('applicant').text()).toContain('申请人（创办人）');
    expect(before('applicant').text()).toContain('张示例');
    expect(before('founded').text()).toMatch(/^拟设立企业/);
    expect(before('founded').text()).not.toContain('WB00');
    expect(document.querySelector('h1')?.textContent).toContain('徐州新示例商贸有限公司（张示例）');
    const after = await caseOn({ ...it, state: 'issued', licence: licenceOf(it) });
    expect(after('founded').text()).toContain('徐州新示例商贸有限公司');
    expect(after('founded').text()).toContain('913203 00WB00 00016E');
    expect(after('applicant').text()).not.toContain('WB00');
  });

  it('has no such words where the applicant holds a first licence', async () => {
    const it = received('issued', {});
    const part = await caseOn({ ...it, licence: licenceOf(it) });
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
