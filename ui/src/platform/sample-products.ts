// Invented cases that found a company or are about a licence that there is, and the licences that come of
// them; see sample.ts. Development and tests only.

import type {
  Action,
  CaseState,
  Intake,
  Licence,
  Product,
  ProductKind,
  Stated,
} from './calls';
import { decision, existing, items, known, newCase } from './sample-data';
import type { SampleCase } from './sample-data';

/** Days as the sample says them, of what comes of each action: no rule makes them. */
const came: Record<Action, [ProductKind, from: string, until: string | null]> = {
  establish: ['new', '2026-11-23', null],
  change: ['amended', '2023-12-01', '2026-11-30'],
  renew: ['renewed', '2026-12-01', '2029-11-30'],
  duplicate: ['duplicate', '2023-12-01', '2026-11-30'],
  cancel: ['cancelled', '2023-12-01', '2026-11-23'],
};

export function licenceOf(it: SampleCase): Licence {
  const type = items.find((one) => one.code === it.item)?.licence;
  const [kind, valid_from, valid_until] = came[it.action];
  const { existing: before } = it;
  const issued_on = '2026-11-23';
  const product: Product = {
    kind,
    version: before === null ? 1 : before.version + 1,
    since: before?.since ?? issued_on,
    valid_from,
    holder_number: it.to_be === null ? it.applicant.number : '91320300WB0000016E',
  };
  return {
    number: before?.number ?? '商外资徐字〔2026〕0129号（示例）',
    licence_type: type?.code ?? '',
    name: type?.name ?? '',
    holder: it.to_be ?? it.applicant.name,
    issued_on,
    valid_until,
    product,
    reasons: decision('issue').reasons,
    pack_version: 7,
    inputs: '',
    identifier: null,
    signature: '',
  };
}

/** Cases that found somebody, or are about a licence that there is. */
export function aboutProducts(): SampleCase[] {
  const [first, , founding] = items;
  const materials = ['m1', 'm2', 'm3', 'm4', 'm5', 'm6'];
  const made = (at: number, state: CaseState, more: Partial<Intake>) =>
    newCase(at, state, { ...known, item: first?.code ?? null, materials, ...more });
  const about = { existing_number: existing.number };
  const founded = made(904, 'accepted', {
    item: founding?.code ?? null,
    materials: ['m1', 'm2'],
    action: 'establish',
    applicant_kind: 'person',
    applicant_document: 'resident_card',
    applicant_name: '张示例',
    applicant_number: '320300199001010015',
    holder_name: '徐州新示例商贸有限公司',
    form: { address: '徐州市示例路 1 号', business_scope: '日用百货销售（示例）' },
  });
  const changed = made(903, 'issued', { ...about, action: 'change' });
  return [
    { ...founded, id: 'sample-founded', state: 'issued', licence: licenceOf(founded) },
    founded,
    { ...changed, licence: licenceOf(changed) },
    made(902, 'accepted', { ...about, action: 'renew' }),
    made(901, 'accepted', { ...about, action: 'cancel' }),
  ];
}

/** What a licence says of itself to whoever verifies it. */
export const stated: Stated = {
  number: existing.number,
  version: 3,
  kind: 'amended',
  licence_type: 'shangwu-approval',
  holder: known.applicant_name,
  issued_on: '2026-11-23',
  valid_until: existing.valid_until,
  window: 'shangwu-03',
};
