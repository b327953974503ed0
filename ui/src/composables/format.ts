// Times and numbers as people read them. Times are shown as the desk's clock wrote them.

import { locale, t } from '@/locales';
import { zhCN } from '@/locales/zh-CN';
import type { Actor, Due, FeeDue, ListTotal, Money, ProductKind } from '@/platform';

/** `09:41` of an RFC 3339 time. */
export function clockTime(at: string): string {
  return at.slice(11, 16);
}

/** `09:41:07` of an RFC 3339 time. */
export function exactTime(at: string): string {
  return at.slice(11, 19);
}

/** `11-23 09:41` of an RFC 3339 time. */
export function dayAndTime(at: string): string {
  return `${at.slice(5, 10)} ${clockTime(at)}`;
}

/** `11-23` of a date, with its year where it is not this one. */
export function shortDate(date: string, now: string): string {
  return date.slice(0, 4) === now.slice(0, 4) ? date.slice(5) : date;
}

/** The day that is due; `null` where it cannot be told yet. */
export function dueDate(due: Due | null): string | null {
  return due?.kind === 'on' ? due.date : null;
}

/** The day that is due, or on what it waits. */
export function dueText(due: Due): string {
  return dueDate(due) ?? t('case.dueNotPublished');
}

/** Minutes as `167 小时 59 分`, the larger part alone where the rest says little. */
export function hoursText(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours === 0) return t('time.minutes', { n: rest });
  return hours < 24 && rest > 0
    ? `${t('time.hours', { n: hours })} ${t('time.minutes', { n: rest })}`
    : t('time.hours', { n: hours });
}

/** Thousands marks in a plain decimal number; anything else comes back as it is. */
export function grouped(amount: string): string {
  const parts = /^(\d+)(\.\d+)?$/.exec(amount);
  if (parts === null) return amount;
  return (parts[1] ?? '').replace(/\B(?=(\d{3})+$)/g, ',') + (parts[2] ?? '');
}

/** What is typed into an amount, as a plain decimal number: `2,800万` is `28000000`. */
export function plainAmount(typed: string): string {
  const text = typed.replace(/[,，\s]/g, '');
  const parts = /^(\d+)(?:\.(\d+))?(万|w|W|亿)$/.exec(text);
  if (parts === null) return text;
  const places = parts[3] === '亿' ? 8 : 4;
  const decimals = (parts[2] ?? '').padEnd(places, '0');
  const whole = ((parts[1] ?? '') + decimals.slice(0, places)).replace(/^0+(?=\d)/, '');
  const rest = decimals.slice(places);
  return rest === '' ? whole : `${whole}.${rest}`;
}

/** Moves the decimal point of a plain decimal number to the left, without a loss. */
function shifted(amount: string, places: number): string {
  const [whole = '', decimals = ''] = amount.split('.');
  const digits = whole.padStart(places + 1, '0');
  const left = digits.slice(0, -places).replace(/^0+(?=\d)/, '');
  const right = (digits.slice(-places) + decimals).replace(/0+$/, '');
  return right === '' ? left : `${left}.${right}`;
}

/** The readout beside an amount: `2,800 万美元`, `28 million USD`; empty where it says nothing new. */
export function amountReadout(amount: string, currency: string): string {
  if (!/^\d+(\.\d{1,2})?$/.test(amount)) return '';
  const whole = (amount.split('.')[0] ?? '').replace(/^0+/, '');
  const unit = currencyName(currency);
  if (locale.value === 'en') {
    if (whole.length > 9) return `${grouped(shifted(amount, 9))} billion ${unit}`;
    return whole.length > 6 ? `${grouped(shifted(amount, 6))} million ${unit}` : '';
  }
  if (whole.length > 8) return `${grouped(shifted(amount, 8))} 亿${unit}`;
  return whole.length > 4 ? `${grouped(shifted(amount, 4))} 万${unit}` : '';
}

export function currencyName(currency: string): string {
  return currency in zhCN.money.unit ? t(`money.unit.${currency}`) : currency;
}

/** `30,000,000.00 美元（3,000 万美元）`. */
export function moneyText(money: Money): string {
  const readout = amountReadout(money.amount, money.currency);
  const plain = `${grouped(money.amount)} ${currencyName(money.currency)}`;
  if (readout === '') return plain;
  return locale.value === 'en' ? `${plain} (${readout})` : `${plain}（${readout}）`;
}

export function feeText(fee: FeeDue): string {
  switch (fee.kind) {
    case 'free':
      return t('common.free');
    case 'amount':
      return moneyText(fee.amount);
    case 'exempt':
      return t('common.exempt', { name: fee.name });
  }
}

/** An identity number or credit code in groups that can be compared with the document. */
export function groupedNumber(number: string): string {
  if (number.length !== 18) return number;
  return /^[\dX*]{18}$/i.test(number) && /^\d{6}[\d*]{8}/.test(number)
    ? `${number.slice(0, 6)} ${number.slice(6, 14)} ${number.slice(14)}`
    : (number.match(/.{1,6}/g) ?? []).join(' ');
}

/** A licence's number, with its version from the second one on. */
export function licenceNumber(number: string, version: number): string {
  return version > 1 ? t('licence.numbered', { number, n: version }) : number;
}

/** The same of a number that tells its version behind a stroke: `SPJY-2023-000007/2`. */
export function licenceId(id: string): string {
  const parts = /^(.+)\/(\d+)$/.exec(id);
  return parts === null ? id : licenceNumber(parts[1] ?? '', Number(parts[2]));
}

/** What came of an application, and which version of the number it is: `变更 第2版`. */
export function productText(kind: ProductKind, version: number): string {
  return t('licence.came', { kind: t(`productKind.${kind}`), n: version });
}

/** That a list shows so many and not all; nothing where it shows all. */
export function cutText(shown: number, total: ListTotal): string {
  if (total.kind === 'exactly' && total.count <= shown) return '';
  return t(`cut.${total.kind}`, { shown, count: total.count });
}

/** Who did it, with the role that the person had. */
export function actorText(actor: Actor): string {
  return t('common.who', { name: actor.name, role: t(`role.${actor.role}`) });
}
