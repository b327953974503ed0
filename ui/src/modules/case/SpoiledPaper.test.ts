import { describe, expect, it } from 'vitest';
import { flushPromises } from '@vue/test-utils';
import PaperSpoiledSheet from './asked/PaperSpoiledSheet.vue';
import PaperSheet from './PaperSheet.vue';
import { answerCalls, mountDesk } from '@/testing/desk';
import type { CaseView } from '@/platform';

const view = {
  case: { id: 'c1', products: { licence: null } },
  papers: [
    { document: 'materials_receipt', times_printed: 2, why_not: null },
    { document: 'acceptance_notice', times_printed: 0, why_not: null },
  ],
} as unknown as CaseView;

// The sheet before may still be on its way out.
const at = <T extends HTMLElement>(found: string) =>
  [...document.querySelectorAll<T>(found)].at(-1) ?? null;
async function say(found: string, words: string): Promise<void> {
  const box = at<HTMLTextAreaElement>(found);
  if (box === null) throw new Error(`no ${found}`);
  box.value = words;
  box.dispatchEvent(new Event('input'));
  await flushPromises();
}

describe('a paper that is no good', () => {
  it('is the last one that came out, with what is wrong with it', async () => {
    const asked = answerCalls({ carry_out: () => view });
    await mountDesk(PaperSpoiledSheet, { view });
    expect(document.body.textContent).toContain('收件凭证（副本 1）');
    expect(document.body.textContent).not.toContain('受理通知书');
    expect(at<HTMLButtonElement>('[data-test=sheet-confirm]')?.disabled).toBe(true);
    await say('[data-test=reason]', ' 卡纸（示例） ');
    at('[data-test=sheet-confirm]')?.click();
    await flushPromises();
    const act = { kind: 'paper_spoiled', document: 'materials_receipt', reason: '卡纸（示例）' };
    expect(asked).toEqual([{ command: 'carry_out', args: { case: 'c1', act } }]);
  });
});

describe('a copy', () => {
  it('is printed for a reason; an original needs none', async () => {
    answerCalls({ paper: () => ({ pdf_base64: '', copy: 0 }) });
    await mountDesk(PaperSheet, { view, wanted: ['acceptance_notice'] });
    const blocked = () => at<HTMLButtonElement>('[data-test=sheet-confirm]')?.disabled;
    expect(blocked()).toBe(false);
    at('[data-test=tick-materials_receipt]')?.click();
    await flushPromises();
    expect(blocked()).toBe(true);
    await say('[data-test=copy-reason]', '存档（示例）');
    expect(blocked()).toBe(false);
  });
});
