// Invented enquiries, and a desk that answers them; see sample.ts. Development and tests only.

import type { Calls, EnquiryView } from './calls';
import { items, NOW, person, refuse } from './sample-data';

type Answers = {
  [K in 'enquiries' | 'answer']: (args: Calls[K]['args']) => Calls[K]['reply'];
};

type Asked = [name: string, phone: string, item: number | null, at: string, question: string];

const asked: Asked[] = [
  [
    '陈示例',
    '13800000001',
    0,
    '2026-11-23T09:12:00+08:00',
    '外商投资企业设立后，注册地址要换到本市另一个区。需要先办变更审批，还是直接到新区登记？需要带哪些材料？',
  ],
  ['李示例', '', null, '2026-11-22T16:40:00+08:00', '窗口周六上午办理吗？'],
  [
    '周示例',
    '0516-80000000',
    1,
    '2026-11-20T10:05:00+08:00',
    '申请书的法定代表人签字可以用电子签名吗？',
  ],
  ['吴示例', '13800000004', 0, '2026-11-19T15:30:00+08:00', '投资总额以合同还是章程为准？'],
];

export const ENQUIRIES = asked.map((_, at) => `00000000-0000-0000-0000-0000000000e${at + 1}`);

function view([name, phone, item, asked_at, question]: Asked, at: number): EnquiryView {
  const about = item === null ? undefined : items[item];
  return {
    enquiry: {
      id: ENQUIRIES[at] ?? '',
      department: 'shangwu',
      item: about?.code ?? null,
      asker: { name, phone },
      question,
      asked_at,
      answer: null,
      closed_on: null,
    },
    state: 'waiting',
    item_name: about?.name ?? null,
    acts: [{ act: 'answered', why_not: null }],
  };
}

function answered(row: EnquiryView, text: string, at: string): EnquiryView {
  const answer = {
    text,
    by: { person: person.id, name: person.name, role: person.role },
    author: 'shangwu-03',
    at,
  };
  return {
    ...row,
    enquiry: { ...row.enquiry, answer },
    state: 'answered',
    acts: [{ act: 'answered', why_not: 'already_answered' }],
  };
}

function closed(row: EnquiryView, closed_on: string): EnquiryView {
  return {
    ...row,
    enquiry: { ...row.enquiry, closed_on },
    state: 'closed',
    acts: [{ act: 'answered', why_not: 'already_closed' }],
  };
}

/** Two that wait, one that was answered, one that the centre closed without an answer. */
export function sampleEnquiries(): Answers {
  let rows = asked.map((one, at) => {
    const row = view(one, at);
    if (at === 2) return answered(row, '可以，须使用本市认可的电子印章平台。', '2026-11-20T11:00:00+08:00');
    return at === 3 ? closed(row, '2026-11-20') : row;
  });
  return {
    enquiries: () => ({ rows, waiting: rows.filter((one) => one.state === 'waiting').length }),
    answer: ({ enquiry, answer }) => {
      const found = rows.find((one) => one.enquiry.id === enquiry);
      if (found === undefined) refuse('enquiry_unknown');
      if (found.state !== 'waiting') refuse('already_answered');
      const after = answered(found, answer.trim(), NOW);
      const others = rows.filter((one) => one !== found);
      const waiting = others.filter((one) => one.state === 'waiting');
      rows = [...waiting, after, ...others.filter((one) => one.state !== 'waiting')];
      return after;
    },
  };
}
