// Invented people, companies and items for the sample desk; see sample.ts. Development only.

import type {
  ApiError,
  Applicant,
  Case,
  CaseActKind,
  CaseState,
  Decision,
  DocumentKind,
  Due,
  ExistingLicence,
  FeeDue,
  Intake,
  Item,
  Licence,
  Material,
  VoidLicence,
} from './calls';

export const NOW = '2026-11-23T09:41:07+08:00';

export const person = {
  id: 'wangxm',
  name: '王示例',
  role: 'chief' as const,
  department: 'shangwu',
};

export function refuse(code: ApiError['code'], detail = ''): never {
  const error: ApiError = { code, detail, problems: [], decision: null };
  throw error;
}

const material = (code: string, name: string, required = true): Material => ({
  code,
  name,
  required,
  form: required ? 'both' : 'copy',
  count: 1,
});

export const items: Item[] = [
  {
    code: 'shangwu-01',
    name: '外商投资企业设立审批',
    department: 'shangwu',
    kind: 'immediate',
    actions: ['establish', 'change', 'renew', 'duplicate', 'cancel'],
    applicant_kinds: ['enterprise'],
    legal_basis: '《中华人民共和国外商投资法》第二十八条（示例）',
    statutory_days: 20,
    promised_days: 0,
    materials: [
      material('m1', '设立申请书'),
      material('m2', '投资者资格证明'),
      material('m3', '企业章程'),
      material('m4', '法定代表人身份证明'),
      material('m5', '住所使用证明'),
      material('m6', '授权委托书'),
      material('m7', '可行性研究报告', false),
    ],
    fields: [
      {
        key: 'investment_total',
        label: '投资总额',
        required: true,
        type: 'money',
        currencies: ['USD', 'CNY'],
      },
      { key: 'key_project', label: '重点项目', required: true, type: 'bool' },
      { key: 'business', label: '主要经营范围', required: false, type: 'text', max_length: 200 },
    ],
    fee: null,
    licence: {
      code: 'shangwu-approval',
      name: '外商投资企业批准证书',
      series: 'SW',
      required: [],
      valid_months: null,
      last_day: 'corresponding_day',
      national_type: null,
    },
    verified: false,
  },
  {
    code: 'huanbao-01',
    name: '建设项目环境影响评价审批',
    department: 'huanbao',
    kind: 'promised',
    actions: ['establish'],
    applicant_kinds: ['enterprise', 'person', 'university_student'],
    legal_basis: '《中华人民共和国环境影响评价法》第二十二条（示例）',
    statutory_days: 60,
    promised_days: 5,
    materials: [material('m1', '环境影响评价文件'), material('m2', '建设项目备案证明')],
    fields: [
      {
        key: 'category',
        label: '环评类别',
        required: true,
        type: 'choice',
        options: [
          { value: 'registration_form', label: '登记表' },
          { value: 'report_form', label: '报告表' },
          { value: 'report', label: '报告书' },
        ],
      },
      {
        key: 'area_sqm',
        label: '用地面积',
        required: true,
        type: 'number',
        min: 1,
        max: 10_000_000,
        unit: '平方米',
      },
      { key: 'start', label: '计划开工日期', required: false, type: 'date' },
    ],
    fee: {
      name: '环境监测服务费（示例）',
      tariffs: [
        { from: '2026-01-01', until: null, amount: { amount: '1200.00', currency: 'CNY' } },
      ],
      basis: '示例收费文件',
      exemptions: [
        { code: 'small', name: '小微企业免收（示例）', applicant_kinds: [], proof: ['m2'] },
      ],
    },
    licence: {
      code: 'huanbao-approval',
      name: '环境影响评价批复',
      series: 'HB',
      required: [],
      valid_months: 60,
      last_day: 'day_before',
      national_type: null,
    },
    verified: true,
  },
  {
    code: 'gongshang-01',
    name: '企业设立登记',
    department: 'gongshang',
    kind: 'immediate',
    actions: ['establish'],
    applicant_kinds: ['person', 'enterprise'],
    legal_basis: '《中华人民共和国市场主体登记管理条例》第十九条（示例）',
    statutory_days: 3,
    promised_days: 0,
    materials: [material('m1', '设立登记申请书'), material('m2', '住所使用证明')],
    fields: [
      { key: 'address', label: '住所', required: true, type: 'text', max_length: 100 },
      { key: 'business_scope', label: '经营范围', required: false, type: 'text', max_length: 300 },
    ],
    fee: null,
    licence: {
      code: 'business-licence',
      name: '营业执照',
      series: 'GSQY',
      required: [],
      founds: { series: 'TYDM', prefix: 'W' },
      valid_months: null,
      last_day: 'corresponding_day',
      national_type: null,
    },
    verified: false,
  },
];

/** A licence that the sample's window has a record of. */
export const existing: ExistingLicence = {
  number: 'SWWZ-2023-000007-7K3QX9-M',
  version: 2,
  since: '2018-05-04',
  valid_from: '2023-12-01',
  valid_until: '2026-11-30',
  holder_number: '91320300MA1SAMPLE0',
};

export const known: Intake = {
  item: null,
  action: null,
  applicant_kind: 'enterprise',
  applicant_document: 'credit_code',
  applicant_name: '徐州示例进出口有限公司',
  applicant_number: '91320300MA1SAMPLE0',
  applicant_phone: '0516-80000000',
  holder_name: '',
  existing_number: '',
  existing_since: null,
  existing_until: null,
  form: {},
  materials: [],
};

export function decision(kind: Decision['outcome']): Decision {
  const met = kind === 'issue';
  return {
    outcome: kind,
    queue: met ? 'green' : 'normal',
    ...(kind === 'refer' && { to: 'leader' as const }),
    reasons: [
      {
        code: met ? 'issue_by_chief' : 'above_authority',
        met,
        grant: '徐商授〔2026〕3号（示例）',
        clause: '第二条第1款',
        limit: '投资总额 < 3,000万 USD',
        value: met ? '2,800万 USD' : '3,200万 USD',
        text: met
          ? '授权书 徐商授〔2026〕3号 第二条第1款：投资总额 2,800万美元，低于 3,000万美元，可当场签发。'
          : '授权书 徐商授〔2026〕3号 第二条第1款：投资总额 3,200万美元，不低于 3,000万美元，超出窗口权限，须转分管领导。',
      },
    ],
  };
}

/** Which acts the sample offers in a state: what is written here, not what a rule says. */
export const offered: Record<CaseState, CaseActKind[]> = {
  received: ['accepted', 'not_accepted', 'printed', 'withdrawn'],
  correction_due: ['supplied', 'not_accepted', 'printed', 'withdrawn'],
  accepted: ['issued', 'verified', 'refused', 'printed', 'withdrawn'],
  referred: ['printed', 'withdrawn'],
  issued: ['printed', 'delivered', 'voided'],
  delivered: ['printed'],
  not_accepted: ['printed'],
  refused: ['printed'],
  withdrawn: ['printed'],
};

const surnames = ['赵', '钱', '孙', '李', '周', '吴', '郑', '王'];

/** What the sample keeps of a case; {@link caseOf} makes of it what the desk would give. */
export interface SampleCase {
  id: string;
  number: string;
  window: string;
  received_by: string;
  received_at: string;
  item: string;
  action: Case['action'];
  applicant: Applicant;
  to_be: string | null;
  existing: ExistingLicence | null;
  form: Case['form'];
  materials: string[];
  state: CaseState;
  due: Due | null;
  fee: FeeDue | null;
  receipt: string | null;
  referred_to: 'leader' | null;
  verified_by: string[];
  licence: Licence | null;
  voided: VoidLicence[];
  printed: [DocumentKind, number][];
}

export function caseOf(it: SampleCase): Case {
  const on = '2026-11-23';
  const by = { person: it.received_by, name: '王示例', role: 'chief' as const };
  const { id, number, window, received_at, item, action, form } = it;
  const holder_number = it.to_be === null ? null : (it.licence?.product.holder_number ?? null);
  return {
    id,
    number,
    window,
    received_by: by,
    received_at,
    item,
    action,
    pack_version: 7,
    queue: 'normal',
    existing: it.existing,
    parties: { applicant: it.applicant, ...(it.to_be !== null && { to_be: it.to_be }) },
    form,
    intake: {
      materials: it.materials.map((material) => ({ material, on })),
      notified: [],
      waits_for_correction: it.state === 'correction_due',
      not_accepted: null,
      withdrawn: null,
    },
    clock: { due: it.due },
    procedures: {
      referral: it.referred_to === null ? null : { to: it.referred_to, on, answer: null },
      verified_by: it.verified_by.map(() => by),
    },
    decision: { refusal: null },
    money: { fee: it.fee, receipt: it.receipt },
    products: { licence: it.licence, holder_number, voided: it.voided },
    papers: it.printed,
    delivery: null,
  };
}

export function newCase(at: number, state: CaseState, intake?: Intake): SampleCase {
  const item = items.find((one) => one.code === intake?.item) ?? items[at % 2] ?? items[0];
  if (item === undefined) throw new Error('the sample has no items');
  const serial = String(at).padStart(6, '0');
  const person = `${surnames[at % surnames.length] ?? ''}示例`;
  return {
    id: `sample-${serial}`,
    number: `SW03-2026-${serial}`,
    window: 'shangwu-03',
    received_by: 'wangxm',
    received_at: `2026-11-${at % 3 === 0 ? '23' : '20'}T${String(8 + (at % 9)).padStart(2, '0')}:1${at % 10}:00+08:00`,
    item: item.code,
    action: intake?.action ?? 'establish',
    applicant: {
      kind: intake?.applicant_kind ?? 'enterprise',
      document: intake?.applicant_document ?? 'credit_code',
      name: intake?.applicant_name || (at % 4 === 1 ? person : `徐州示例${serial}号贸易有限公司`),
      number: intake?.applicant_number || '91320300MA1SAMPLE0',
      phone: intake?.applicant_phone ?? '',
    },
    to_be: intake?.holder_name || null,
    existing: intake?.existing_number ? { ...existing, number: intake.existing_number } : null,
    form: intake?.form ?? {
      investment_total: { amount: '28000000.00', currency: 'USD' },
      key_project: true,
      category: 'report_form',
      area_sqm: 12800,
    },
    materials:
      intake?.materials ??
      item.materials.slice(0, state === 'correction_due' ? 1 : 6).map((one) => one.code),
    state,
    due:
      state === 'received'
        ? null
        : { kind: 'on', date: at % 5 === 0 ? '2026-11-20' : '2026-11-30' },
    fee: state === 'received' ? null : { kind: 'free' },
    receipt: null,
    referred_to: state === 'referred' ? 'leader' : null,
    verified_by: [],
    licence: null,
    voided: [],
    printed: [],
  };
}
