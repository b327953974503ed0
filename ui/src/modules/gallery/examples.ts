// Invented examples for the gallery.

import type { CaseRowView, CaseState, Decision, Field } from '@/platform';

const reason = {
  code: 'issue_by_chief',
  met: true,
  grant: '徐商授〔2026〕3号',
  clause: '第二条第1款',
  limit: '投资总额 < 3,000万 USD',
  value: '2,800万 USD',
  text: '授权书 徐商授〔2026〕3号 第二条第1款：投资总额 2,800 万美元 < 3,000 万美元',
};
const above = { ...reason, met: false, code: 'above_authority', value: '3,200万 USD' };

export const decisions: Decision[] = [
  { outcome: 'issue', queue: 'green', reasons: [reason] },
  { outcome: 'refer', to: 'leader', queue: 'normal', reasons: [above] },
  {
    outcome: 'correct',
    queue: 'normal',
    reasons: [{ ...above, grant: '', clause: '', limit: '', value: '', text: '缺少必要材料' }],
  },
  { outcome: 'refuse', queue: 'normal', reasons: [above] },
];

export const field: Field[] = [
  {
    key: 'area',
    label: '用地面积',
    required: true,
    type: 'number',
    min: 1,
    max: 100,
    unit: '平方米',
  },
  { key: 'key', label: '重点项目', required: true, type: 'bool' },
  { key: 'day', label: '开工日期', required: false, type: 'date' },
  {
    key: 'category',
    label: '环评类别',
    required: true,
    type: 'choice',
    options: [
      { value: 'form', label: '登记表' },
      { value: 'report', label: '报告书' },
    ],
  },
];

const states: CaseState[] = ['received', 'accepted', 'issued'];
export const rows: CaseRowView[] = states.map((state, at) => ({
  id: `example-${at}`,
  number: `SW03-2026-00000${at}`,
  item: 'shangwu-01',
  item_name: '外商投资企业设立审批',
  applicant: '徐州示例有限公司',
  applicant_number: '9132**********XX',
  state,
  green: at === 0,
  window: 'shangwu-03',
  received_at: '2026-11-23T09:30:00+08:00',
  due: '2026-11-30',
  urgency: at === 0 ? 'overdue' : 'calm',
}));
