import { flushPromises, type VueWrapper } from '@vue/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import IntakePage from './IntakePage.vue';
import { answerCalls, mountDesk, type Answers } from '@/testing/desk';
import type { Exchange } from '@/testing/exchange';
import { elsewhere, now } from '@/testing/recorded';
import { sameApplication } from '@/testing/same';
import type { ApplicantKind, Intake } from '@/platform';

const view = elsewhere.item_4.reply;
const { item } = view;
const known = elsewhere.known_applicant.reply as Intake;
const kept = elsewhere.save_draft.reply;
const existing = elsewhere.preview_known.args.existing_number;

/** An application that nothing stands against, and a draft that is kept whatever is typed. */
const answers: Answers = {
  preview: () => elsewhere.preview_known.reply,
  known_applicant: () => known,
  save_draft: () => kept,
  drafts: () => [],
};
const recorded: Exchange[] = [elsewhere.find_items, elsewhere.item_4, elsewhere.item_1];

afterEach(() => {
  document.body.replaceChildren();
});

const focused = () => document.activeElement?.getAttribute('data-test');

async function open(more: Answers = {}) {
  const asked = answerCalls({ ...answers, ...more }, recorded);
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
    await vi.waitFor(() => expect(focused()).toBe('field-work'));
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
    const asks = async (page: VueWrapper, action: string) => {
      await page.get(`[data-test="action-${action}"]`).trigger('change');
      return page.find('[data-test="existing"]').exists();
    };
    const { page } = await open();
    expect(page.find('[data-test="existing"]').exists()).toBe(false);
    const about = ['change', 'renew', 'duplicate', 'cancel'];
    for (const action of about) expect(await asks(page, action)).toBe(true);
    expect(await asks(page, 'establish')).toBe(false);
    // Of this one, each renewal is a licence of its own.
    const yearly = elsewhere.item_1.reply.item.code;
    const other = await mountDesk(IntakePage, { draft: null, preset: yearly });
    await vi.waitFor(() => expect(other.find('[data-test="action-renew"]').exists()).toBe(true));
    for (const action of ['establish', 'renew']) expect(await asks(other, action)).toBe(false);
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
    await page.get('[data-test="applicant-kind-person"]').trigger('change');
    await type(page, 'existing-number', existing);
    await page.get('[data-test="existing-number"]').trigger('keydown', { key: 'Enter' });
    await vi.waitFor(() => expect(focused()).toBe('field-work'));
    expect(page.get('[data-test="existing"]').text()).toContain('本窗口有这份证照的记录');
  });

  it('asks for the dates of one that it does not know, as soon as the number is there', async () => {
    const { page } = await open({ preview: () => elsewhere.preview_unknown.reply });
    await page.get('[data-test="action-change"]').trigger('change');
    await type(page, 'existing-number', elsewhere.preview_unknown.args.existing_number);
    expect(page.find('[role="alert"]').exists()).toBe(false);
    await page.get('[data-test="existing-number"]').trigger('blur');
    await page.get('[data-test="existing-number"]').trigger('keydown', { key: 'Enter' });
    await vi.waitFor(() => expect(focused()).toBe('existing-since'));
    expect(page.get('[role="alert"]').text()).toBe(
      elsewhere.preview_unknown.reply.problems[0]?.message,
    );
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
    answerCalls({ ...answers, drafts: () => [kept] }, recorded);
    const page = await mountDesk(IntakePage, { draft: kept.id, preset: null });
    const value = (test: string) =>
      (page.get(`[data-test="${test}"]`).element as HTMLInputElement).value;
    await vi.waitFor(() => expect(value('existing-number')).toBe('徐质字〔2018〕7号'));
    expect(value('existing-since')).toBe('2018-05-04');
  });

  it('asks whom the applicant founds, and says that the applicant is the founder', async () => {
    const asked = answerCalls({ ...answers, preview: () => now.preview_no_holder.reply }, [
      now.item_1,
      now.find_items,
      now.receive_no_holder,
    ]);
    const founding = now.item_1.reply.item.code;
    const page = await mountDesk(IntakePage, { draft: null, preset: founding });
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
      expect(page.find('[data-test="saved-at"]').text()).toContain('09:41:00'),
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
    const { page } = await open({ preview: () => elsewhere.preview_wrong.reply });
    await type(page, 'applicant-number', '123');
    await page.find('[data-test="applicant-number"]').trigger('blur');
    await vi.waitFor(() => expect(page.text()).toContain('应为18位'));
    expect(page.text()).not.toContain('请填写申请人姓名或名称');
  });

  it('lists everything on top after an attempt to receive, and goes to the first field', async () => {
    const { page } = await open({
      preview: () => elsewhere.preview_wrong.reply,
      receive: () => Promise.reject(elsewhere.receive_wrong.error),
    });
    await page.find('[data-test="receive-submit"]').trigger('click');
    await vi.waitFor(() => expect(page.find('[data-test="problems"]').exists()).toBe(true));
    await vi.waitFor(() => expect(focused()).toBe('applicant-name'));
  });

  it('warns of the same application while it is typed', async () => {
    const { page } = await open({ preview: () => ({ ...elsewhere.preview_known.reply, same: [sameApplication] }) });
    await vi.waitFor(() => expect(page.find('[data-test="same"]').exists()).toBe(true));
    expect(page.get('[data-test="same-one"]').text()).toContain(sameApplication.number);
  });

  it('ends the draft with the case that it becomes', async () => {
    const { page, asked } = await open({ receive: () => elsewhere.receive.reply });
    await type(page, 'applicant-name', '徐州示例有限公司');
    await page.find('[data-test="materials-all"]').trigger('click');
    expect(focused()).toBe('receive-submit');
    await page.find('[data-test="receive-submit"]').trigger('click');
    await vi.waitFor(() => expect(asked.some((one) => one.command === 'receive')).toBe(true));
    const sent = asked.find((one) => one.command === 'receive');
    expect(sent?.args).toMatchObject({
      draft: kept.id,
      intake: { materials: item.materials.map((one) => one.code) },
    });
  });
});
