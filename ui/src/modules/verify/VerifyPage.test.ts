import { flushPromises } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import VerifyPage from './VerifyPage.vue';
import { answerCalls, mountDesk } from '@/testing/desk';
import type { ApiError, StatusView, Verdict, VerifyView } from '@/platform';

const licence = {
  number: 'SWWZ-2026-000001-000000-X',
  version: 1,
  kind: 'new' as const,
  licence_type: 'shangwu-approval',
  holder: '徐州样本有限公司',
  issued_on: '2026-11-23',
  valid_until: null,
  window: 'shangwu-03',
  person: 'wang',
};

function found(verdict: Verdict, more: Partial<VerifyView['finding']> = {}): VerifyView {
  const told = verdict === 'altered' || verdict === 'unknown' ? null : licence;
  return {
    finding: { verdict, licence: told, revocation: null, ...more },
    register_at: '2026-11-22T08:00:00+08:00',
    last_contact: '2026-11-23T09:00:00+08:00',
  };
}

const status = (state: 'online' | 'offline') =>
  ({
    connection: { state, since: '2026-11-23T09:00:00+08:00' },
  }) as StatusView;

async function scan(answer: () => VerifyView | Promise<VerifyView>, state: 'online' | 'offline') {
  const asked = answerCalls({ status: () => status(state), verify: answer });
  const page = await mountDesk(VerifyPage);
  await page.get('[data-test=verify-text]').setValue(' WC1.a.b ');
  await page.get('form').trigger('submit');
  await flushPromises();
  return { page, asked: asked.filter((one) => one.command === 'verify') };
}

describe('the licence check', () => {
  it('says each verdict in a word of its own, and what to do', async () => {
    const words: [Verdict, string][] = [
      ['valid', '有效'],
      ['expired', '已过期'],
      ['altered', '内容被改动'],
      ['revoked', '已撤销'],
      ['replaced', '已换发'],
      ['cancelled', '已注销'],
      ['unknown', '查无此证'],
    ];
    const todo = new Set<string>();
    for (const [verdict, word] of words) {
      const { page, asked } = await scan(() => found(verdict), 'online');
      const card = page.get('[data-test=verdict]');
      expect(card.attributes('data-state')).toBe(verdict);
      expect(card.get('.word').text()).toBe(word);
      expect(card.text()).toContain('2026-11-22 08:00');
      todo.add(card.get('.todo').text());
      expect(asked).toEqual([{ command: 'verify', args: { text: 'WC1.a.b' } }]);
      expect(card.text().includes(licence.holder)).toBe(!['altered', 'unknown'].includes(verdict));
      page.unmount();
    }
    expect(todo.size).toBe(words.length);
  });

  it('says which version of the number was shown, and what came of it then', async () => {
    const first = await scan(() => found('valid'), 'online');
    expect(first.page.text()).toContain('核发 第1版');
    first.page.unmount();
    const third = { ...licence, version: 3, kind: 'renewed' as const };
    const { page } = await scan(() => found('valid', { licence: third }), 'online');
    const card = page.get('[data-test=verdict]');
    expect(card.text()).toContain(`${licence.number} 第3版`);
    expect(card.text()).toContain('延续 第3版');
  });

  it('says of a cancelled licence when it ended', async () => {
    const notice = { ...licence, version: 4, kind: 'cancelled' as const, valid_until: '2026-11-23' };
    const { page } = await scan(() => found('cancelled', { licence: notice }), 'online');
    expect(page.text()).toContain('注销 第4版');
    expect(page.text()).toMatch(/效力止于\s*2026-11-23/);
  });

  it('names the licence in its place, and why', async () => {
    const revocation = {
      number: licence.number,
      on: '2026-11-24',
      reason: '名称变更',
      replaced_by: 'SWWZ-2026-000002/2',
    };
    const { page } = await scan(() => found('replaced', { revocation }), 'online');
    for (const text of ['名称变更', '2026-11-24', 'SWWZ-2026-000002 第2版']) {
      expect(page.text()).toContain(text);
    }
  });

  it('blames no licence where the window has no register yet', async () => {
    const { page } = await scan(() => ({ ...found('unknown'), register_at: null }), 'online');
    const card = page.get('[data-test=verdict]');
    expect(card.text()).toContain('还没有中心名册');
    expect(card.text()).not.toContain('不是本中心的证照');
  });

  it('is ready for the next scan, and says what it cannot know while offline', async () => {
    const { page } = await scan(() => found('valid'), 'offline');
    const box = page.get<HTMLInputElement>('[data-test=verify-text]');
    expect(box.element.value).toBe('');
    expect(document.activeElement).toBe(box.element);
    expect(page.get('[data-test=verdict]').text()).toContain('现在离线');
  });

  it('says what it is for before anything is shown, and what went wrong after', async () => {
    answerCalls({ status: () => status('online') });
    const page = await mountDesk(VerifyPage);
    expect(page.text()).toContain('扫描或打开一份证照');
    page.unmount();
    const error: ApiError = {
      code: 'scanner_missing',
      detail: 'zbarimg, zbar-tools',
      problems: [],
      decision: null,
    };
    const failed = await scan(() => Promise.reject(error), 'online');
    expect(failed.page.get('[data-test=error]').text()).toContain('zbarimg, zbar-tools');
    expect(failed.page.find('[data-test=verdict]').exists()).toBe(false);
  });

  it('sends a file as it is', async () => {
    const asked = answerCalls({
      status: () => status('online'),
      verify_file: () => found('valid'),
    });
    const page = await mountDesk(VerifyPage);
    const picker = page.get<HTMLInputElement>('[data-test=verify-file]');
    const file = new File([new Uint8Array([0, 255, 37])], 'licence.png');
    Object.defineProperty(picker.element, 'files', { value: [file], configurable: true });
    await picker.trigger('change');
    await flushPromises();
    await flushPromises();
    expect(asked.filter((one) => one.command === 'verify_file')).toEqual([
      { command: 'verify_file', args: { base64: 'AP8l' } },
    ]);
    expect(page.get('[data-test=verdict]').attributes('data-state')).toBe('valid');
  });
});
