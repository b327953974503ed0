// A form's values as people read them; empty for what was left out.

import { grouped, moneyText } from '@/composables/format';
import { t } from '@/locales';
import type { Field, Money } from '@/platform';

export function fieldText(field: Field, value: unknown): string {
  if (value === undefined || value === null || value === '') return '';
  switch (field.type) {
    case 'money':
      return moneyText(value as Money);
    case 'number':
      return `${grouped(String(value))} ${field.unit}`.trim();
    case 'bool':
      return value === true ? t('common.yes') : t('common.no');
    case 'choice':
      return field.options.find((one) => one.value === value)?.label ?? String(value);
    case 'text':
    case 'date':
      return String(value);
  }
}
