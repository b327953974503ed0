import { flushPromises } from '@vue/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import IntakePage from './IntakePage.vue';
import { caseOf, items, known, newCase } from '@/platform/sample-data';
import { answerCalls, mountDesk, type Answers } from '@/testing/desk';
import type { ApplicantKind, Intake, ItemView, PreviewView } from '@/platform';

const item = items[0] as (typeof items)[number];
const view: ItemView = { item, department: '商务局' };
const nothing: PreviewView = { problems: [], decision: null, missing: [], fee: null, cannot_issue: null };
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
