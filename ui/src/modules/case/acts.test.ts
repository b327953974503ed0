import { describe, expect, it, vi } from 'vitest';
import { actKeys } from './acts';
import type { ActView, CaseView } from '@/platform';

function keys(acts: ActView[], run = vi.fn()) {
  return actKeys({ acts } as unknown as CaseView, run);
}
const key = (acts: ActView[], name: string) => keys(acts).find((one) => one.name === name);

describe('the keys of a case', () => {
  it('shows only what the desk allows', () => {
    const shown = keys([
      { act: 'accepted', allowed: true, why_not: null },
      { act: 'issued', allowed: false, why_not: 'not_permitted' },
    ]).filter((one) => one.shown);
    expect(shown.map((one) => one.name)).toEqual(['act-accepted']);
  });

  it('says why the others cannot be done, in words', () => {
    const issue = key([{ act: 'issued', allowed: false, why_not: 'fee_unpaid' }], 'act-issued');
    expect(issue?.key).toBe('F9');
    expect(issue?.whyNot).toBe('费用未缴。请先收费。');
  });

  it('marks one as next in the usual course', () => {
    const marked = keys([
      { act: 'withdrawn', allowed: true, why_not: null },
      { act: 'fee_charged', allowed: true, why_not: null },
      { act: 'issued', allowed: true, why_not: null },
    ]).filter((one) => one.primary);
    expect(marked.map((one) => one.name)).toEqual(['act-fee_charged']);
  });

  it('gives each act a key of its own', () => {
    const all = keys([]).map((one) => one.key);
    expect(new Set(all).size).toBe(all.length);
  });
});
