import { mount } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import NumberBooks from './NumberBooks.vue';
import { i18n } from '@/locales';
import type { BookView } from '@/platform';

const even: BookView = {
  name: '批准证书',
  book: {
    series: 'SWWZ',
    year: 2026,
    leased: 200,
    issued: 96,
    voided: 4,
    returned: 0,
    skipped: 0,
    left: 100,
    outside: 0,
  },
  adds_up: true,
};

function show(books: BookView[]) {
  return mount(NumberBooks, { props: { books }, global: { plugins: [i18n] } });
}

describe('the number books', () => {
  it('fill their bar just when they add up', () => {
    const book = show([even]).find('[data-test="book-SWWZ-2026"]');
    const widths = book.findAll('.bar span').map((part) => part.attributes('style'));
    expect(widths).toEqual(['48%', '2%', '0%', '0%', '50%'].map((width) => `width: ${width};`));
    expect(book.text()).toContain('台账相符');
    expect(book.text()).not.toContain('段外');
  });

  it('say where they do not', () => {
    const book = { ...even.book, left: 99, outside: 1 };
    const shown = show([{ ...even, book, adds_up: false }]).text();
    expect(shown).toContain('台账不符');
    expect(shown).toContain('段外');
  });
});
