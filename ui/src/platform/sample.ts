// A desk of paper: it answers the calls with invented data, so that the pages can be looked at in a
// plain browser. Development only (the production build leaves it out); it applies no rules.

import type { Platform } from './index';
import type {
  Calls,
  CaseListView,
  CaseRowView,
  CaseState,
  CaseView,
  DocumentKind,
  DraftView,
  Intake,
  PreviewView,
  SessionView,
  StatusView,
  WorkbenchView,
} from './calls';
import {
  caseOf,
  decision,
  existing,
  items,
  known,
  newCase,
  NOW,
  offered,
  person,
  refuse,
} from './sample-data';
import type { SampleCase } from './sample-data';
import { sampleDays, type DayStart } from './sample-days';
import { sampleEnquiries } from './sample-enquiries';
import { samplePdf } from './sample-pdf';
import { aboutProducts, licenceOf, stated } from './sample-products';

type Answers = { [K in keyof Calls]: (args: Calls[K]['args']) => Calls[K]['reply'] };

const open: SessionView = {
  state: 'open',
  person,
  window: {
    id: 'shangwu-03',
    name: '商务窗口 03',
    department: '商务局',
    centre: '徐州市政府行政服务中心',
    sample: true,
  },
};
const wanted = new URLSearchParams(globalThis.location.search);
let session: SessionView =
  wanted.get('session') === 'enrol'
    ? { state: 'not_enrolled' }
    : wanted.get('session') === 'login'
      ? { state: 'locked', last_person: 'wangxm', window: 'shangwu-03' }
      : open;

const states: CaseState[] = [
  'received',
  'accepted',
  'issued',
  'correction_due',
  'referred',
  'delivered',
  'refused',
  'withdrawn',
  'not_accepted',
];
const many = Number(wanted.get('cases') ?? '40');
let cases: SampleCase[] = [
  ...(many > 0 ? aboutProducts() : []),
  ...Array.from({ length: many }, (_, at) =>
    newCase(many - at, states[at % states.length] ?? 'received'),
  ),
];
let drafts: DraftView[] = [
  {
    id: 'draft-1',
    item_name: '外商投资企业设立审批',
    saved_at: NOW,
    intake: { ...known, item: 'shangwu-01', action: 'establish' },
  },
];

const itemOf = (code: string) => items.find((one) => one.code === code) ?? refuse('item_unknown');
const sampleOf = (id: string) => cases.find((one) => one.id === id) ?? refuse('case_unknown');

const dateOf = (it: SampleCase) => (it.due?.kind === 'on' ? it.due.date : null);

function row(it: SampleCase, at: number): CaseRowView {
  return {
    id: it.id,
    number: it.number,
    item: it.item,
    item_name: itemOf(it.item).name,
    applicant: it.applicant.name,
    applicant_number: `${it.applicant.number.slice(0, 4)}**********${it.applicant.number.slice(-2)}`,
    state: it.state,
    window: it.window,
    received_at: it.received_at,
    due: dateOf(it),
    green: it.form.key_project === true,
    urgency: it.due === null ? 'none' : at % 7 === 0 ? 'overdue' : at % 3 === 0 ? 'soon' : 'calm',
  };
}

const papersOf = (it: SampleCase): DocumentKind[] => [
  'materials_receipt',
  ...(it.due === null ? [] : (['acceptance_notice'] as const)),
  ...(it.licence === null ? [] : (['licence'] as const)),
];

const kinds = [
  'correction_notified',
  'supplied',
  'accepted',
  'not_accepted',
  'fee_charged',
  'referred',
  'issued',
  'refused',
  'printed',
  'delivered',
  'withdrawn',
  'voided',
  'verified',
] as const;

function offers(it: SampleCase): CaseView['acts'] {
  return kinds.map((act) => {
    const allowed = offered[it.state].includes(act);
    return { act, allowed, why_not: allowed ? null : 'not_permitted' };
  });
}

function history(it: SampleCase): CaseView['history'] {
  return [
    {
      at: it.received_at,
      actor: person.name,
      act: 'received',
      detail: '材料 6 份',
      paper: null,
      author: it.window,
      seq: 101,
      hash: '0a1b2c3d',
      synced: true,
    },
    ...(it.state === 'received'
      ? []
      : [
          {
            at: NOW,
            actor: person.name,
            act: 'accepted' as const,
            detail: '承诺期限 2026-11-30',
            paper: null,
            author: it.window,
            seq: 102,
            hash: '4e5f6a7b',
            synced: false,
          },
        ]),
  ];
}

function view(it: SampleCase): CaseView {
  const item = itemOf(it.item);
  const missing = item.materials.filter((one) => one.required && !it.materials.includes(one.code));
  const date = dateOf(it);
  const overdue = date === null ? null : date < '2026-11-23';
  const openCase = ['received', 'correction_due', 'accepted'].includes(it.state);
  return {
    case: caseOf(it),
    state: it.state,
    item,
    department: '商务局',
    acts: offers(it),
    decision: openCase ? decision(missing.length ? 'correct' : 'issue') : null,
    verified_by: it.verified_by.map(() => person.name),
    second_officer_needed: false,
    missing,
    same: [],
    urgency: overdue === null ? 'none' : overdue ? 'overdue' : 'calm',
    days_left: overdue === null ? null : overdue ? -1 : 5,
    full_fee: item.fee?.tariffs[0]?.amount ?? null,
    papers: papersOf(it).map((document) => ({
      document,
      times_printed: it.printed.find(([one]) => one === document)?.[1] ?? 0,
    })),
    history: history(it),
  };
}

function become(id: string, change: Partial<SampleCase>): CaseView {
  cases = cases.map((one) => (one.id === id ? { ...one, ...change } : one));
  return view(sampleOf(id));
}

function listed(found: SampleCase[], limit: number): CaseListView {
  const total = { kind: 'exactly' as const, count: found.length };
  return { rows: found.slice(0, limit).map(row), total };
}

function find(text: string): CaseListView {
  const found = cases.filter((one) => `${one.number} ${one.applicant.name}`.includes(text));
  return listed(found, 50);
}

function preview(intake: Intake): PreviewView {
  const item = items.find((one) => one.code === intake.item);
  const problems = [];
  const need = (field: string, message: string) => ({
    field,
    code: 'required',
    detail: '',
    message,
  });
  if (item === undefined) problems.push(need('item', '请选择事项'));
  if (intake.applicant_name === '') problems.push(need('applicant.name', '请填写申请人姓名或名称'));
  if (intake.applicant_number.length !== 18) {
    problems.push({
      field: 'applicant.number',
      code: 'number_length',
      detail: '',
      message: `统一社会信用代码应为18位，现为${intake.applicant_number.length}位，请对照证件补全或删去多余的字符`,
    });
  }
  if (intake.action !== null && intake.action !== 'establish') {
    const typed = intake.existing_number;
    if (typed === '') problems.push(need('existing.number', '请填写原证照编号'));
    else if (typed !== existing.number && intake.existing_since === null) {
      problems.push(
        need('existing.since', '本窗口没有这份证照的记录，请按原证照填写成立（首次核发）日期'),
      );
    }
  }
  if (item?.licence.founds && intake.holder_name === '') {
    problems.push(need('holder.name', '请填写拟设立企业名称'));
  }
  for (const field of item?.fields ?? []) {
    const value = intake.form[field.key];
    if (field.required && (value === undefined || value === null || value === '')) {
      problems.push(need(`form.${field.key}`, `请填写“${field.label}”`));
    }
  }
  const missing =
    item?.materials.filter((one) => one.required && !intake.materials.includes(one.code)) ?? [];
  const amount = (intake.form.investment_total as { amount?: string } | null)?.amount ?? '0';
  const outcome = missing.length > 0 ? 'correct' : Number(amount) < 30_000_000 ? 'issue' : 'refer';
  return {
    problems,
    decision: problems.length === 0 ? decision(outcome) : null,
    missing,
    same: [],
    fee: item === undefined ? null : { kind: 'free' },
    cannot_issue: null,
  };
}

const asked = sampleEnquiries();
const days = sampleDays((wanted.get('day') as DayStart | null) ?? undefined);

const most = { amount: '3000000000.00', currency: 'USD' };

function status(): StatusView {
  const connection =
    wanted.get('offline') === null
      ? { state: 'online' as const }
      : { state: 'offline' as const, since: NOW };
  return {
    connection,
    last_sync: NOW,
    outbox: wanted.get('offline') === null ? 0 : 12,
    numbers: [
      { series: 'SW', name: '外商投资企业批准证书', left: 128 },
      { series: 'SJ', name: '收费凭据', left: 960 },
    ],
    authority_until: '2026-12-31',
    offline: [
      {
        grant: '徐商授〔2026〕3号（示例）',
        limits: { soft_hours: 24, hard_hours: 168, hard_count: 500, hard_totals: [most] },
        soft_minutes: 24 * 60 - 7,
        hard_minutes: 168 * 60 - 7,
        count: 488,
        totals: [{ amount: '2664000000.00', currency: 'USD' }],
      },
    ],
    halted:
      wanted.get('halted') === null ? null : { why: 'clock_ran_back', challenge: '4F09C2' },
    enquiries: asked.enquiries({}).waiting,
    open_day: days.day({}).open?.day ?? null,
    pack_version: 7,
    now: NOW,
  };
}

function workbench(): WorkbenchView {
  const today = cases.filter((one) => one.received_at.startsWith('2026-11-23'));
  const waiting = cases.filter((one) =>
    ['received', 'accepted', 'correction_due', 'issued'].includes(one.state),
  );
  return {
    today: today.map(row),
    waiting: waiting.map(row),
    counts: states.map((state) => ({
      state,
      count: today.filter((one) => one.state === state).length,
    })),
    hours: Array.from({ length: 24 }, (_, hour) =>
      hour < 8 || hour > 16 ? 0 : ([3, 8, 12, 9, 0, 2, 7, 6, 4][hour - 8] ?? 0),
    ),
    drafts,
  };
}

let waiting: Calls['bundle_waiting']['reply'] = null;

const answers: Answers = {
  session: () => session,
  enroll: () => (session = open),
  login: ({ password }) =>
    password === 'wrong' ? refuse('password_wrong', '4') : (session = open),
  lock: () => (session = { state: 'locked', last_person: person.id, window: 'shangwu-03' }),
  status,
  sync_now: status,
  number_books: () => ({
    books: [
      {
        name: '外商投资企业批准证书',
        book: {
          series: 'SW',
          year: 2026,
          leased: 400,
          issued: 268,
          voided: 4,
          returned: 0,
          skipped: 0,
          left: 128,
          outside: 0,
        },
        adds_up: true,
      },
    ],
    add_up: true,
  }),
  clear_halt: () => refuse('clearance_wrong', '4F09C2'),
  report: () => null,
  ...asked,
  ...days,
  bundle_export: () => {
    waiting = { since: NOW, acts: 12 };
    return { file: 'exchange/shangwu-03-20261123.request', acts: 12, left: 0, at: NOW };
  },
  bundle_import: () => refuse('bundle_not_one'),
  bundle_waiting: () => waiting,
  workbench,
  find_items: ({ text }) => items.filter((one) => `${one.code} ${one.name}`.includes(text)),
  item: ({ item }) => ({ item: itemOf(item), department: '商务局' }),
  known_applicant: ({ text }) => (text === known.applicant_number ? known : null),
  preview,
  drafts: () => drafts,
  save_draft: ({ draft, intake }) => {
    const id = draft ?? `draft-${Date.now()}`;
    const saved_at = new Date(Date.now() + 8 * 3_600_000).toISOString().replace('Z', '+08:00');
    const kept = {
      id,
      intake,
      item_name: items.find((one) => one.code === intake.item)?.name ?? '',
      saved_at,
    };
    drafts = [kept, ...drafts.filter((one) => one.id !== id)];
    return kept;
  },
  discard_draft: ({ draft }) => {
    drafts = drafts.filter((one) => one.id !== draft);
    return {};
  },
  receive: ({ intake, draft }) => {
    if (preview(intake).problems.length > 0) refuse('field_problems');
    drafts = drafts.filter((one) => one.id !== draft);
    const received = newCase(cases.length + 1, 'received', intake);
    cases = [received, ...cases];
    return view(received);
  },
  case: ({ case: id }) => view(sampleOf(id)),
  search: ({ text }) => find(text),
  list: ({ states: some, limit }) =>
    listed(
      cases.filter((one) => some.length === 0 || some.includes(one.state)),
      limit,
    ),
  correct: ({ case: id }) => become(id, { state: 'correction_due' }),
  supply: ({ case: id, materials }) =>
    become(id, { state: 'received', materials: [...sampleOf(id).materials, ...materials] }),
  accept: ({ case: id }) =>
    become(id, { state: 'accepted', due: { kind: 'on', date: '2026-11-30' }, fee: { kind: 'free' } }),
  not_accept: ({ case: id }) => become(id, { state: 'not_accepted' }),
  charge: ({ case: id }) => become(id, { receipt: 'SJ-0001' }),
  refer: ({ case: id }) => become(id, { state: 'referred', referred_to: 'leader' }),
  issue_plan: ({ case: id }) => {
    const { name, number, holder, product, issued_on, valid_until, reasons } = licenceOf(sampleOf(id));
    return {
      licence_name: name,
      number,
      holder,
      product,
      issued_on,
      valid_until,
      reasons,
      papers: ['acceptance_notice', 'licence'],
    };
  },
  issue: ({ case: id, confirmation }) =>
    confirmation === 'wrong'
      ? refuse('password_wrong', '4')
      : become(id, { state: 'issued', licence: licenceOf(sampleOf(id)) }),
  verify_materials: ({ case: id }) => become(id, { verified_by: [person.id] }),
  void: ({ case: id, reason, confirmation }) => {
    if (confirmation === 'wrong') refuse('password_wrong', '4');
    const { licence: it, voided, printed } = sampleOf(id);
    const void_ = { number: it?.number ?? '', on: '2026-11-23', reason };
    return become(id, {
      state: 'accepted',
      licence: null,
      voided: [...voided, void_],
      printed: printed.filter(([one]) => one !== 'licence'),
    });
  },
  refuse: ({ case: id }) => become(id, { state: 'refused' }),
  carry_out: ({ case: id }) => become(id, { state: 'withdrawn' }),
  deliver: ({ case: id }) => become(id, { state: 'delivered' }),
  verify: ({ text }) => ({
    finding: text.startsWith('WC1.')
      ? { verdict: 'valid', licence: stated, revocation: null }
      : { verdict: 'unknown', licence: null, revocation: null },
    register_at: text.startsWith('WC1.') ? NOW : null,
    last_contact: text.startsWith('WC1.') ? NOW : null,
  }),
  verify_file: () => refuse('scanner_missing', 'pdftoppm, poppler-utils'),
  working_paper: ({ paper }) => ({ pdf_base64: samplePdf(paper) }),
  print_working_paper: ({ paper }) => ({ file: `print/${paper}.pdf` }),
  paper: ({ document }) => ({ pdf_base64: samplePdf(document), copy: 0 }),
  print: ({ case: id, document }) => {
    const before = sampleOf(id).printed;
    const copy = before.find(([one]) => one === document)?.[1] ?? 0;
    const others = before.filter(([one]) => one !== document);
    return {
      file: `print/${id}-${document}.pdf`,
      copy,
      case: become(id, { printed: [...others, [document, copy + 1]] }),
    };
  },
};

export const sample: Platform = {
  call: async (command, args) => {
    await new Promise((resolve) => setTimeout(resolve, 15));
    return structuredClone(answers[command](args));
  },
  onChange: () => {
    // Nobody else works at the sample.
  },
};
