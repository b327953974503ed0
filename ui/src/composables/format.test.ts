import { afterEach, describe, expect, it } from 'vitest';
import {
  amountReadout,
  clockTime,
  dueText,
  grouped,
  groupedNumber,
  hoursText,
  moneyText,
  plainAmount,
  shortDate,
} from './format';
import { setLocale } from '@/locales';

afterEach(() => setLocale('zh-CN'));

describe('amounts', () => {
  it.each([
    ['28000000', '28,000,000'],
    ['1200.50', '1,200.50'],
    ['999', '999'],
    ['2,800', '2,800'],
    ['abc', 'abc'],
    ['', ''],
  ])('marks the thousands of %s', (amount, shown) => {
    expect(grouped(amount)).toBe(shown);
  });

  it.each([
    ['2800万', '28000000'],
    ['2,800 万', '28000000'],
    ['2800w', '28000000'],
    ['1.5亿', '150000000'],
    ['0.25万', '2500'],
    ['3.123456万', '31234.56'],
    ['30,000,000.00', '30000000.00'],
    ['12a', '12a'],
    ['', ''],
  ])('reads %s as it is typed', (typed, amount) => {
    expect(plainAmount(typed)).toBe(amount);
  });

  it.each([
    ['28000000', 'USD', '2,800 万美元'],
    ['29999999.99', 'USD', '2,999.999999 万美元'],
    ['15000000.00', 'CNY', '1,500 万元'],
    ['1234567890', 'CNY', '12.3456789 亿元'],
    ['9999', 'CNY', ''],
    ['10000', 'XAU', '1 万XAU'],
    ['12a', 'CNY', ''],
  ])('reads %s %s back in Chinese', (amount, currency, readout) => {
    expect(amountReadout(amount, currency)).toBe(readout);
  });

  it('reads back in English by millions', () => {
    setLocale('en');
    expect(amountReadout('28000000', 'USD')).toBe('28 million USD');
    expect(moneyText({ amount: '28000000.00', currency: 'USD' })).toBe(
      '28,000,000.00 USD (28 million USD)',
    );
  });
});

describe('numbers and times', () => {
  it('groups an identity number by place, birth date and serial', () => {
    expect(groupedNumber('32030019900101001X')).toBe('320300 19900101 001X');
  });

  it('shows a time as the desk wrote it, whatever the zone of this computer', () => {
    expect(clockTime('2026-11-23T09:41:07+08:00')).toBe('09:41');
  });

  it.each([
    [0, '0 分钟'],
    [59, '59 分钟'],
    [60, '1 小时'],
    [23 * 60 + 5, '23 小时 5 分钟'],
    [167 * 60 + 59, '167 小时'],
  ])('reads %s minutes', (minutes, text) => {
    expect(hoursText(minutes)).toBe(text);
  });

  it('leaves out the year of a date of this year only', () => {
    expect(shortDate('2026-12-31', '2026-11-23T09:41:07+08:00')).toBe('12-31');
    expect(shortDate('2027-12-31', '2026-11-23T09:41:07+08:00')).toBe('2027-12-31');
  });
});

describe('the day that is due', () => {
  it('is shown, or on what it waits', () => {
    expect(dueText({ kind: 'on', date: '2026-11-30' })).toBe('2026-11-30');
    const open = { kind: 'not_published', after: '2026-12-31', working_days_left: 2 } as const;
    expect(dueText(open)).toBe('待国务院办公厅公布节假日安排后确定');
  });
});
