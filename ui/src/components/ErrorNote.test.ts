import { mount } from '@vue/test-utils';
import { afterEach, expect, it } from 'vitest';
import ErrorNote from './ErrorNote.vue';
import { i18n, setLocale } from '@/locales';
import type { ApiError } from '@/platform';

const unseen: ApiError = {
  code: 'field_problems',
  detail: '',
  problems: [
    {
      field: 'reason',
      code: 'text_invisible',
      detail: '4 (U+FEFF)',
      message: '“填写的文字”第4个字符（U+FEFF）看不见，请删去后重新输入',
    },
  ],
  decision: null,
};

afterEach(() => setLocale('zh-CN'));

it('names what is wrong with a text, where no form shows it at a field', () => {
  for (const [language, words] of [
    ['zh-CN', '第4个字符（U+FEFF）看不见'],
    ['en', 'character 4 (U+FEFF) cannot be seen'],
  ] as const) {
    setLocale(language);
    const note = mount(ErrorNote, { props: { error: unseen }, global: { plugins: [i18n] } });
    expect(note.find('[data-test="error-problem"]').text()).toContain(words);
  }
});
