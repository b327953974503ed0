import { afterEach, describe, expect, it } from 'vitest';
import { codeText, problemText } from './errors';
import { setLocale } from '@/locales';

afterEach(() => setLocale('zh-CN'));

describe('refusals', () => {
  it('puts the detail into the sentence', () => {
    expect(codeText('password_wrong', '4')).toContain('还可再试 4 次');
  });

  it('shows a time without its date and zone', () => {
    expect(codeText('locked_out', '2026-11-23T09:56:00+08:00')).toContain('09:56:00 前');
  });

  it('leaves no empty brackets where there is no detail', () => {
    expect(codeText('numbers_exhausted')).toMatch(/^号段已用完。/);
    setLocale('en');
    expect(codeText('numbers_exhausted')).toMatch(/^No numbers are left\./);
  });

  it('says what it knows of a case, an enquiry and a day alike', () => {
    for (const language of ['zh-CN', 'en'] as const) {
      setLocale(language);
      for (const code of ['not_permitted', 'already_closed', 'kept_not_shown']) {
        expect(codeText(code)).not.toMatch(/办件|case|\{|（|\(/);
      }
      expect(codeText('already_closed', '2026-11-23')).toContain('2026-11-23');
    }
    expect(codeText('not_permitted', 'issued')).toContain('(Issued)');
    setLocale('zh-CN');
    expect(codeText('not_permitted', 'issued')).toContain('（已签发）');
    // The sentence of that code says that nothing was kept.
    expect(codeText('kept_not_shown', 'disk_full')).toContain('未能显示（disk_full）');
  });

  it('reads the centre’s own refusals of a password, which begin with their names', () => {
    const wrong = codeText('password_wrong', 'password_wrong: name or password is wrong');
    expect(wrong).toBe('账号或密码不对。请核对后重新输入。');
    const until = 'locked_out: too many wrong passwords; try again after 2026-11-23T09:56:00+08:00';
    expect(codeText('locked_out', until)).toContain('次数过多，09:56:00 前');
    expect(codeText('password_unfit', 'password_unfit: password_long')).toContain('（太长');
  });

  it('says which rule a new password breaks, as the codes of the rules are the desk’s own', () => {
    expect(codeText('password_unfit', 'password_short')).toContain('（太短，至少要 8 位）');
    expect(codeText('password_unfit')).toBe('新密码不合要求。请另设一个。');
    setLocale('en');
    expect(codeText('password_unfit', 'password_same')).toContain('(the same as the old one)');
    for (const code of ['short', 'long', 'plain', 'guessed', 'same']) {
      expect(codeText('password_unfit', `password_${code}`)).not.toContain(`password_${code}`);
    }
  });

  it('does not hide a code that it does not know', () => {
    expect(codeText('brand_new')).toContain('brand_new');
  });

  it('gives the desk’s own sentence at a field in Chinese, and one of its own in English', () => {
    const problem = { field: 'form.total', code: 'required', detail: '', message: '请填写“投资总额”' };
    expect(problemText(problem, '投资总额')).toBe('请填写“投资总额”');
    setLocale('en');
    expect(problemText(problem, '投资总额')).toBe('“投资总额” is needed');
    const unseen = { ...problem, code: 'text_invisible', detail: '3 (U+200B)' };
    expect(problemText(unseen, 'Name')).toContain('“Name”: character 3 (U+200B) cannot be seen');
    expect(problemText({ ...problem, code: 'brand_new' }, 'X')).toBe('“X” is wrong: check it');
  });
});
