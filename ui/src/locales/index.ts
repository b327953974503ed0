// The texts of the pages, typed: a key that does not exist does not compile.

import { ref } from 'vue';
import { createI18n } from 'vue-i18n';
import { en } from './en';
import { zhCN } from './zh-CN';

export type Messages = typeof zhCN;
export type Locale = 'zh-CN' | 'en';

type Leaves<T, P extends string = ''> = {
  [K in keyof T & string]: T[K] extends string ? `${P}${K}` : Leaves<T[K], `${P}${K}.`>;
}[keyof T & string];

/** Every key of the texts, such as `intake.title`. */
export type MessageKey = Leaves<Messages>;

export const i18n = createI18n({
  legacy: false,
  locale: 'zh-CN',
  fallbackLocale: 'zh-CN',
  messages: { 'zh-CN': zhCN, en },
});

/** The language in use. */
export const locale = ref<Locale>('zh-CN');

export function setLocale(to: Locale): void {
  locale.value = to;
  i18n.global.locale.value = to;
  document.documentElement.lang = to;
  document.title = t('app.name');
}

/** The text of a key in the language in use. `n` also chooses between one and many. */
export function t(key: MessageKey, values: Record<string, string | number> = {}): string {
  const translate = i18n.global.t as (
    key: string,
    values: Record<string, unknown>,
    plural?: number,
  ) => string;
  return typeof values.n === 'number' ? translate(key, values, values.n) : translate(key, values);
}
