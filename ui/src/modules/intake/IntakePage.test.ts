import { flushPromises } from '@vue/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import IntakePage from './IntakePage.vue';
import { caseOf, existing, items, known, newCase } from '@/platform/sample-data';
import { answerCalls, mountDesk, type Answers } from '@/testing/desk';
import type { ApplicantKind, Intake, ItemView, PreviewView } from '@/platform';

const item = items[0] as (typeof items)[number];
const view: ItemView = { item, department: '商务局' };
const nothing: PreviewView = {
  problems: [],
  decision: null,
  missing: [],
  fee: null,
  cannot_issue: null,
  same: [],
};
const kept = (intake: Intake) => ({
  id: 'draft-9',
  intake,
  item_name: item.name,
  saved_at: '2026-11-23T09:41:07+08:00',
});

const answers: Answers = {
  find_items: () => [{ code: item.code, name: item.name, kind: item.kind, promised_days: 0 }],
  item: () => view,
  preview: () => nothing,
  known_applicant: () => known,
  save_draft: ({ intake }) => kept(intake),
  drafts: () => [],
};

afterEach(() => {
  document.body.replaceChildren();
});

const focused = () => document.activeElement?.getAttribute('data-test');

async function open(more: Answers = {}) {
  const asked = answerCalls({ ...answers, ...more });
  const page = await mountDesk(IntakePage, { draft: null, preset: item.code });
  // The item is there and the next field has the focus.
  await vi.waitFor(() => expect(focused()).toBe('action-establish'));
  return { page, asked };
}

const type = (page: Awaited<ReturnType<typeof open>>['page'], test: string, text: string) =>
  page.find(`[data-test="${test}"]`).setValue(text);
describe('intake', () => {
  it('makes the form of the item: each field, each material', async () => {
    const { page } = await open();
    for (const field of item.fields)
      expect(page.find(`[data-test="field-${field.key}"]`).exists()).toBe(true);
    expect(page.findAll('[data-test^="material-"]')).toHaveLength(item.materials.length);
  });

  it('fills in a known applicant, and Enter passes over what was filled in', async () => {
    const { page } = await open();
    await type(page, 'applicant-number', known.applicant_number);
    await page.find('[data-test="applicant-number"]').trigger('keydown', { key: 'Enter' });
    await vi.waitFor(() => expect(focused()).toBe('field-investment_total'));
    const name = page.find('[data-test="applicant-name"]').element as HTMLInputElement;
    expect(name.value).toBe(known.applicant_name);
  });

  it('asks a person for the kind of document, the usual one first, and an organisation for none', async () => {
    const kinds: ApplicantKind[] = ['person', 'enterprise'];
    const both = { ...view, item: { ...item, applicant_kinds: kinds } };
    const { page, asked } = await open({ item: () => both });
    const choice = (test: string) => page.find(`[data-test="${test}"]`);
    await choice('applicant-kind-person').trigger('change');
    expect(page.findAll('[data-test^="applicant-document-"]')).toHaveLength(6);
    await choice('applicant-document-passport').trigger('change');
    expect(page.text()).toContain('护照号码');
    await choice('applicant-kind-enterprise').trigger('change');
    expect(choice('applicant-document').exists()).toBe(false);
    await vi.waitFor(() =>
      expect(asked.filter((one) => one.command === 'preview').at(-1)?.args).toMatchObject({
        applicant_document: 'credit_code',
      }),
    );
  });

  it('never overwrites a name that the clerk typed', async () => {
    const { page } = await open();
    await type(page, 'applicant-name', '徐州另一示例有限公司');
    await type(page, 'applicant-number', known.applicant_number);
    await flushPromises();
    const name = page.find('[data-test="applicant-name"]').element as HTMLInputElement;
    expect(name.value).toBe('徐州另一示例有限公司');
  });

  const previewed = (asked: { command: string; args: unknown }[]) =>
    asked.filter((one) => one.command === 'preview').at(-1)?.args as Intake;

  it('asks for the existing licence where the action is about one, as the item says', async () => {
    const products = { renew: 'new' as const };
    const { page } = await open({ item: () => ({ ...view, item: { ...item, products } }) });
    const shown = (action: string) =>
      page
        .get(`[data-test="action-${action}"]`)
        .trigger('change')
        .then(() => page.find('[data-test="existing"]').exists());
    expect(page.find('[data-test="existing"]').exists()).toBe(false);
    for (const action of ['change', 'duplicate', 'cancel']) expect(await shown(action)).toBe(true);
    for (const action of ['establish', 'renew']) expect(await shown(action)).toBe(false);
  });

  it('sends nothing of a licence that the action is not about, and still has it on the way back', async () => {
    const { page, asked } = await open();
    const choose = (action: string) =>
      page.get(`[data-test="action-${action}"]`).trigger('change');
    await choose('change');
    await type(page, 'existing-number', 'SWWZ-2023-000007');
    await type(page, 'existing-since', '20180504');
    await vi.waitFor(() =>
      expect(previewed(asked)).toMatchObject({
        existing_number: 'SWWZ-2023-000007',
        existing_since: '2018-05-04',
      }),
    );
    const saved = () => asked.filter((one) => one.command === 'save_draft').at(-1)?.args;
    await vi.waitFor(() =>
      expect(saved()).toMatchObject({ intake: { existing_number: 'SWWZ-2023-000007' } }),
    );
    await choose('establish');
    const none = { existing_number: '', existing_since: null, existing_until: null };
    await vi.waitFor(() => expect(previewed(asked)).toMatchObject(none));
    await vi.waitFor(() => expect(saved()).toMatchObject({ intake: none }));
    await choose('renew');
    await vi.waitFor(() =>
      expect(previewed(asked)).toMatchObject({ existing_number: 'SWWZ-2023-000007' }),
    );
  });

  it('passes over the dates of a licence that the window knows', async () => {
    const { page } = await open();
    await page.get('[data-test="action-change"]').trigger('change');
    await page.get('[data-test="applicant-kind-enterprise"]').trigger('change');
    await type(page, 'existing-number', existing.number);
    await page.get('[data-test="existing-number"]').trigger('keydown', { key: 'Enter' });
    await vi.waitFor(() => expect(focused()).toBe('field-investment_total'));
    expect(page.get('[data-test="existing"]').text()).toContain('本窗口有这份证照的记录');
  });

  it('asks for the dates of one that it does not know, as soon as the number is there', async () => {
    const problems = [
      { field: 'existing.since', code: 'required', detail: '', message: '本窗口没有这份证照的记录' },
    ];
    const { page } = await open({ preview: () => ({ ...nothing, problems }) });
    await page.get('[data-test="action-change"]').trigger('change');
    await type(page, 'existing-number', '徐商字〔2018〕7号');
    expect(page.find('[role="alert"]').exists()).toBe(false);
    await page.get('[data-test="existing-number"]').trigger('blur');
    await page.get('[data-test="existing-number"]').trigger('keydown', { key: 'Enter' });
    await vi.waitFor(() => expect(focused()).toBe('existing-since'));
    expect(page.get('[role="alert"]').text()).toBe('本窗口没有这份证照的记录');
  });

  it('sends no date that is none, and takes nothing in with it', async () => {
    const { page, asked } = await open();
    await page.get('[data-test="action-change"]').trigger('change');
    await type(page, 'existing-until', '20260231');
    await page.get('[data-test="existing-until"]').trigger('blur');
    expect(page.text()).toContain('“有效期至”不是有效日期');
    await page.get('[data-test="receive-submit"]').trigger('click');
    await vi.waitFor(() => expect(focused()).toBe('existing-until'));
    expect(asked.some((one) => one.command === 'receive')).toBe(false);
    expect(previewed(asked)?.existing_until ?? null).toBe(null);
  });

  it('goes on with the licence of a draft', async () => {
    const intake: Intake = {
      ...known,
      item: item.code,
      action: 'renew',
      existing_number: existing.number,
      existing_since: '2018-05-04',
    };
    answerCalls({ ...answers, drafts: () => [kept(intake)] });
    const page = await mountDesk(IntakePage, { draft: 'draft-9', preset: null });
    const value = (test: string) =>
      (page.get(`[data-test="${test}"]`).element as HTMLInputElement).value;
    await vi.waitFor(() => expect(value('existing-number')).toBe(existing.number));
    expect(value('existing-since')).toBe('2018-05-04');
  });

  it('asks whom the applicant founds, and says that the applicant is the founder', async () => {
    const founding = items.find((one) => one.licence.founds) as typeof item;
    const problems = [
      { field: 'holder.name', code: 'required', detail: '', message: '请填写拟设立企业名称' },
    ];
    const asked = answerCalls({
      ...answers,
      item: () => ({ ...view, item: founding }),
      preview: () => ({ ...nothing, problems }),
      receive: () =>
        Promise.reject({ code: 'field_problems', detail: '', problems, decision: null }),
    });
    const page = await mountDesk(IntakePage, { draft: null, preset: founding.code });
    await vi.waitFor(() => expect(page.text()).toContain('申请人（创办人）'));
    await page.get('[data-test="receive-submit"]').trigger('click');
    await vi.waitFor(() => expect(focused()).toBe('holder-name'));
    await type(page, 'holder-name', '徐州新示例有限公司');
    await vi.waitFor(() => expect(previewed(asked).holder_name).toBe('徐州新示例有限公司'));
  });

  it('keeps the draft by itself and says when', async () => {
    const { page, asked } = await open();
    await type(page, 'applicant-name', '徐州示例有限公司');
    await vi.waitFor(() =>
      expect(page.find('[data-test="saved-at"]').text()).toContain('09:41:07'),
    );
    const saved = asked.filter((one) => one.command === 'save_draft').at(-1);
    expect(saved?.args).toMatchObject({ intake: { applicant_name: '徐州示例有限公司' } });
  });

  it('says where it matters that the draft could not be kept', async () => {
    const { page } = await open({
      save_draft: () =>
        Promise.reject({ code: 'disk_full', detail: '', problems: [], decision: null }),
    });
    await type(page, 'applicant-name', '徐州示例有限公司');
    await vi.waitFor(() =>
      expect(page.find('[data-test="not-saved"]').text()).toContain('磁盘已满'),
    );
  });

  it('shows what is wrong at the field once it is left, and nothing about fields not reached', async () => {
    const problems = [
      { field: 'applicant.number', code: 'number_length', detail: '', message: '应为18位' },
      { field: 'applicant.name', code: 'required', detail: '', message: '请填写申请人姓名或名称' },
    ];
    const { page } = await open({ preview: () => ({ ...nothing, problems }) });
    await type(page, 'applicant-number', '123');
    await page.find('[data-test="applicant-number"]').trigger('blur');
    await vi.waitFor(() => expect(page.text()).toContain('应为18位'));
    expect(page.text()).not.toContain('请填写申请人姓名或名称');
  });

  it('lists everything on top after an attempt to receive, and goes to the first field', async () => {
    const problems = [
      { field: 'applicant.name', code: 'required', detail: '', message: '请填写申请人姓名或名称' },
    ];
    const { page } = await open({
      preview: () => ({ ...nothing, problems }),
      receive: () =>
        Promise.reject({ code: 'field_problems', detail: '', problems, decision: null }),
    });
    await page.find('[data-test="receive-submit"]').trigger('click');
    await vi.waitFor(() => expect(page.find('[data-test="problems"]').exists()).toBe(true));
    await vi.waitFor(() => expect(focused()).toBe('applicant-name'));
  });

  it('ends the draft with the case that it becomes', async () => {
    const received = newCase(1, 'received');
    const { page, asked } = await open({
      receive: () => ({
        case: caseOf(received),
        state: received.state,
        item,
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
      }),
    });
    await type(page, 'applicant-name', '徐州示例有限公司');
    await page.find('[data-test="materials-all"]').trigger('click');
    expect(focused()).toBe('receive-submit');
    await page.find('[data-test="receive-submit"]').trigger('click');
    await vi.waitFor(() => expect(asked.some((one) => one.command === 'receive')).toBe(true));
    const sent = asked.find((one) => one.command === 'receive');
    expect(sent?.args).toMatchObject({
      draft: 'draft-9',
      intake: { materials: item.materials.map((one) => one.code) },
    });
  });
});
