// Refusals in the language of the pages. Codes are translated; the desk's own Chinese sentence at a
// field says more than the code does, so that it stands wherever the pages are Chinese.

import { dayAndTime, exactTime } from './format';
import { locale, t, type MessageKey } from '@/locales';
import { zhCN } from '@/locales/zh-CN';
import type { ApiError, CaseState, ErrorCode, FieldProblem } from '@/platform';

function isErrorCode(code: string): code is ErrorCode {
  return code in zhCN.error;
}

/** What belongs to a code, as people read it: a time, the state of a case, a rule. */
function detailText(code: ErrorCode, detail: string): string {
  // What the centre says itself begins with the name of its refusal.
  const until = code === 'locked_out' ? /\d{4}-\d\d-\d\dT\S+$/.exec(detail)?.[0] : undefined;
  if (until !== undefined) return exactTime(until);
  if (/^\d{4}-\d\d-\d\dT/.test(detail)) {
    return code === 'bundle_replayed' ? dayAndTime(detail) : exactTime(detail);
  }
  if (code === 'not_permitted' && detail in zhCN.state) return t(`state.${detail as CaseState}`);
  const rule = code === 'password_unfit' ? detail.replace(/^.*: /, '') : '';
  if (rule in zhCN.password.fault) {
    return t(`password.fault.${rule as keyof typeof zhCN.password.fault}`);
  }
  return detail;
}

/** The sentence for a code, with what to do. */
export function codeText(code: string, detail = ''): string {
  if (!isErrorCode(code)) return t('error.internal', { detail: `${code} ${detail}`.trim() });
  // The centre does not count the tries aloud.
  if (code === 'password_wrong' && !/^\d+$/.test(detail)) return t('password.wrong');
  const readable = detailText(code, detail);
  const text = t(`error.${code}`, { detail: readable });
  return readable === '' ? text.replace(/（）|“”|\s?\(\)/g, '') : text;
}

export function errorText(error: ApiError): string {
  return codeText(error.code, error.detail);
}

/** What a field lacks that is not always asked for: the sentence says why it is now. */
const lacking: Record<string, string> = {
  'existing.since required': 'not_known',
  'existing.valid_until required': 'no_end',
};

/** The sentence at a field. `label` is the field's own name. */
export function problemText(problem: FieldProblem, label: string): string {
  if (locale.value === 'zh-CN') return problem.message;
  const code = lacking[`${problem.field} ${problem.code}`] ?? problem.code;
  const key = code in zhCN.problem ? `problem.${code}` : 'problem.other';
  return t(key as MessageKey, {
    field: label,
    detail: problem.detail,
  });
}
