import { afterEach, describe, expect, it } from 'vitest';
import { en } from './en';
import { setLocale, t, type MessageKey } from './index';
import { zhCN } from './zh-CN';
import calls from '@/platform/calls.ts?raw';

afterEach(() => setLocale('zh-CN'));

function leaves(messages: object, path = ''): [string, string][] {
  return Object.entries(messages).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[path + key, value]] : leaves(value as object, `${path}${key}.`),
  );
}

/** The codes as the desk's own list gives them: types are gone when tests run. */
const codes = [
  ...(/export type ErrorCode = (.*);/.exec(calls)?.[1] ?? '').matchAll(/"(\w+)"/g),
].map((match) => match[1] ?? '');

describe('texts', () => {
  it('has a sentence for every error code, in both languages', () => {
    expect(codes.length).toBeGreaterThan(40);
    for (const code of codes) {
      expect(zhCN.error, code).toHaveProperty(code);
      expect(en.error, code).toHaveProperty(code);
    }
  });

  it('has the same keys in both languages, and no empty text', () => {
    const [chinese, english] = [leaves(zhCN), leaves(en)];
    expect(english.map(([key]) => key).sort()).toEqual(chinese.map(([key]) => key).sort());
    for (const [key, text] of [...chinese, ...english]) expect(text.trim(), key).not.toBe('');
  });

  it('names the same values in both languages', () => {
    const values = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();
    const english = new Map(leaves(en));
    for (const [key, text] of leaves(zhCN)) {
      expect(values(english.get(key) ?? ''), key).toEqual(values(text));
    }
  });

  it('can be put into words by the compiler: no text holds a sign of its grammar', () => {
    for (const language of ['zh-CN', 'en'] as const) {
      setLocale(language);
      for (const [key] of leaves(zhCN)) {
        const text = t(key as MessageKey, { n: 2, detail: 'x', field: 'x', time: 'x', name: 'x' });
        expect(text, key).not.toBe(key);
      }
    }
  });

  it('chooses between one and many', () => {
    setLocale('en');
    expect(t('case.daysLeft', { n: 1 })).toBe('1 working day left');
    expect(t('case.daysLeft', { n: 5 })).toBe('5 working days left');
    expect(t('cases.shown', { n: 0 })).toBe('0 cases');
  });
});
