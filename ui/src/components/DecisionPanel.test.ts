import { mount } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import DecisionPanel from './DecisionPanel.vue';
import { i18n } from '@/locales';
import type { Decision, Material, Reason } from '@/platform';

const met: Reason = {
  code: 'issue_by_chief',
  met: true,
  grant: '徐商授〔2026〕3号',
  clause: '第二条第1款',
  limit: '投资总额 < 3,000万 USD',
  value: '2,800万 USD',
  text: '投资总额低于 3,000 万美元，可当场签发。',
};
const unmet: Reason = {
  ...met,
  met: false,
  value: '3,200万 USD',
  text: '投资总额不低于 3,000 万美元，须转分管领导。',
};
const material: Material = { code: 'm1', name: '企业章程', required: true, form: 'both', count: 1 };

function show(decision: Decision | null, missing: Material[] = []) {
  return mount(DecisionPanel, {
    props: { decision, missing, required: 6, fee: { kind: 'free' }, licence: '批准证书' },
    global: { plugins: [i18n] },
  });
}

describe('the decision', () => {
  it('says that it may be issued, by which clause, and what is issued', () => {
    const panel = show({ outcome: 'issue', queue: 'green', reasons: [met] });
    expect(panel.find('[data-test="decision-outcome"]').text()).toContain('可当场签发');
    for (const text of [
      '徐商授〔2026〕3号 第二条第1款',
      '2,800万 USD',
      '绿色通道',
      '批准证书',
      '6 / 6',
      '不收费',
    ]) {
      expect(panel.text()).toContain(text);
    }
    expect(panel.find('.aloud').exists()).toBe(false);
  });

  it('says to whom it is referred, and why, in words to be read aloud', () => {
    const panel = show({ outcome: 'refer', to: 'leader', queue: 'normal', reasons: [unmet] });
    expect(panel.find('[data-test="decision-outcome"]').text()).toContain('转 分管领导');
    expect(panel.find('.aloud').text()).toContain(unmet.text);
    expect(panel.text()).not.toContain('批准证书');
  });

  it('marks a clause that does not hold by more than its colour', () => {
    const panel = show({ outcome: 'refer', to: 'leader', queue: 'normal', reasons: [met, unmet] });
    const marks = panel.findAll('.reason .visually-hidden').map((mark) => mark.text());
    expect(marks).toEqual(['符合', '不符合']);
  });

  it('warns of an outage and still lets issue, and says which limits are kept', () => {
    const limit = { ...met, clause: '离线限额' };
    const soft = { ...limit, code: 'offline_soft_hours', text: '请尽快与中心同步' };
    const kept = { ...limit, code: 'within_limit', met: false };
    const panel = show({ outcome: 'issue', queue: 'normal', reasons: [met, soft, kept] });
    expect(panel.find('[data-test="decision-warning"]').text()).toContain('请尽快与中心同步');
    const marks = panel.findAll('.reason .visually-hidden').map((mark) => mark.text());
    expect(marks).toEqual(['符合', '超过限额', '在限额内']);
    expect(show({ outcome: 'issue', queue: 'normal', reasons: [met, kept] }).text()).not.toContain(
      '请尽快',
    );
  });

  it('says who comes later, and that two must look', () => {
    const decision: Decision = {
      outcome: 'refer',
      to: 'expert_review',
      also: ['joint_review', 'leader'],
      queue: 'normal',
      second_officer: true,
      reasons: [{ ...unmet, code: 'within_limit', text: '在限额内' }],
    };
    const panel = show(decision);
    expect(panel.find('[data-test="decision-also"]').text()).toContain('分管领导');
    expect(panel.find('[data-test="decision-second-officer"]').text()).toContain('两名');
    expect(panel.find('.aloud').exists()).toBe(false);
    expect(show({ ...decision, also: [], second_officer: false }).text()).not.toContain('两名');
  });

  it('says who verified the materials, and that somebody else still has to', () => {
    const decision: Decision = {
      outcome: 'issue',
      queue: 'normal',
      second_officer: true,
      reasons: [],
    };
    const looked = (secondOfficerNeeded: boolean) =>
      mount(DecisionPanel, {
        props: {
          decision,
          missing: [],
          required: 1,
          verifiedBy: ['王示例', '李示例'],
          secondOfficerNeeded,
        },
        global: { plugins: [i18n] },
      });
    const panel = looked(true);
    expect(panel.find('[data-test="decision-verified"]').text()).toContain('王示例、李示例');
    expect(panel.find('[data-test="decision-officer-needed"]').text()).toContain('另一名');
    expect(looked(false).find('[data-test="decision-officer-needed"]').exists()).toBe(false);
  });

  it('names what is missing', () => {
    const panel = show({ outcome: 'correct', queue: 'normal', reasons: [] }, [material]);
    expect(panel.find('[data-test="decision-materials"]').text()).toContain('5 / 6');
    expect(panel.text()).toContain('企业章程');
  });

  it('says what to do where there is no decision yet', () => {
    expect(show(null).text()).toContain('先选事项');
  });
});
