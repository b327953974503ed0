import { mount } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import SchemaField from './SchemaField.vue';
import { i18n } from '@/locales';
import type { Field } from '@/platform';

const base = { key: 'f', label: '栏目', required: true };
const fields = {
  text: { ...base, type: 'text', max_length: 20 },
  money: { ...base, type: 'money', currencies: ['USD', 'CNY'] },
  number: { ...base, type: 'number', min: 1, max: 100, unit: '平方米' },
  bool: { ...base, type: 'bool' },
  date: { ...base, type: 'date' },
  choice: {
    ...base,
    type: 'choice',
    options: [
      { value: 'form', label: '登记表' },
      { value: 'report', label: '报告书' },
    ],
  },
} satisfies Record<string, Field>;

function show(field: Field, modelValue: unknown = null, problem = '') {
  const wrapper = mount(SchemaField, {
    props: {
      field,
      modelValue,
      problem,
      'onUpdate:modelValue': (to: unknown) => wrapper.setProps({ modelValue: to }),
    },
    global: { plugins: [i18n] },
    attachTo: document.body,
  });
  const value = () => (wrapper.emitted('update:modelValue') ?? []).at(-1)?.[0];
  return { wrapper, value, input: wrapper.find('[data-test="field-f"]') };
}

describe('a field of an item’s form', () => {
  it('takes text', async () => {
    const { input, value } = show(fields.text);
    await input.setValue('进出口');
    expect(value()).toBe('进出口');
  });

  it('takes an amount as people say it and reads it back in 万', async () => {
    const { wrapper, input, value } = show(fields.money);
    await input.trigger('focus');
    await input.setValue('2800万');
    expect(value()).toEqual({ amount: '28000000', currency: 'USD' });
    await input.trigger('blur');
    expect((input.element as HTMLInputElement).value).toBe('28,000,000');
    expect(wrapper.find('output').text()).toBe('2,800 万美元');
  });

  it('keeps the amount when the currency changes', async () => {
    const { wrapper, value } = show(fields.money, { amount: '5', currency: 'USD' });
    await wrapper.find('[data-test="field-f-currency"]').setValue('CNY');
    expect(value()).toEqual({ amount: '5', currency: 'CNY' });
  });

  it('is empty again when the amount is taken out', async () => {
    const { input, value } = show(fields.money, { amount: '5', currency: 'USD' });
    await input.setValue('');
    expect(value()).toBeNull();
  });

  it.each([
    ['12,800', 12800],
    ['12.5', '12.5'],
    ['', null],
  ])('takes the number %s', async (typed, kept) => {
    const { input, value } = show(fields.number, 7);
    await input.setValue(typed);
    expect(value()).toBe(kept);
  });

  it('shows the unit of a number', () => {
    expect(show(fields.number).wrapper.text()).toContain('平方米');
  });

  it('takes yes and no', async () => {
    const { input, value } = show(fields.bool, false);
    await input.setValue(true);
    expect(value()).toBe(true);
  });

  it('puts the dashes into a date', async () => {
    const { input, value } = show(fields.date, '');
    await input.setValue('20261123');
    expect(value()).toBe('2026-11-23');
  });

  it('chooses by the digit', async () => {
    const { wrapper, value } = show(fields.choice);
    await wrapper.find('[data-test="field-f-form"]').trigger('keydown', { key: '2' });
    expect(value()).toBe('report');
  });

  it('says at the field what is wrong', () => {
    const { wrapper, input } = show(fields.text, '', '请填写“栏目”');
    expect(wrapper.find('[role="alert"]').text()).toBe('请填写“栏目”');
    expect(input.attributes('aria-invalid')).toBe('true');
    expect(input.attributes('aria-describedby')).toBe(
      wrapper.find('[role="alert"]').attributes('id'),
    );
  });
});
