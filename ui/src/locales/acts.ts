// What the acts on a case are called: the desk's own words, not a second list of them.

import { caseActs, type CaseActKind } from '@/platform/calls';

type Words = Record<CaseActKind, string>;
type Locale = 'zh-CN' | 'en';

const kinds = Object.keys(caseActs) as CaseActKind[];

const words = (word: (kind: CaseActKind) => string) =>
  Object.fromEntries(kinds.map((kind) => [kind, word(kind)])) as Words;

export function actWords(locale: Locale): { act: Words; done: Words } {
  return {
    act: words((kind) => caseActs[kind].toDo[locale]),
    done: words((kind) => caseActs[kind].done[locale]),
  };
}

/** What a person is told before doing an act. */
export function actTold(kind: CaseActKind, locale: Locale): string | undefined {
  return caseActs[kind].told?.[locale];
}
