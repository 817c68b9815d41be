import { describe, expect, it } from 'vitest';
import { eventKey } from './eventKey';
import { inLanguage } from './inLanguage';
import { amount, change, currencySign, exactNumber, fileSize, money, percent, shortMoney, shortNumber } from './number';
import { clockTime, dayHeading, dayOf, exactTime, minuteTime, relativeTime } from './time';
import { dataColorOf, initialOf, plainValue } from './value';

const zone = 'Asia/Shanghai';
const now = new Date('2026-10-16T04:00:00Z'); // noon in Shanghai

describe('relativeTime', () => {
  it('counts seconds, minutes and hours within a day', () => {
    expect(relativeTime(new Date('2026-10-16T03:59:50Z'), now, 'zh-CN', zone)).toBe('10秒前');
    expect(relativeTime(new Date('2026-10-16T03:45:00Z'), now, 'zh-CN', zone)).toBe('15分钟前');
    expect(relativeTime(new Date('2026-10-16T01:00:00Z'), now, 'en', zone)).toBe('3 hr. ago');
  });

  it('says the date beyond a day, and the year where it is another', () => {
    expect(relativeTime(new Date('2026-10-14T04:00:00Z'), now, 'zh-CN', zone)).toBe('10月14日');
    expect(relativeTime(new Date('2025-10-14T04:00:00Z'), now, 'en', zone)).toBe('Oct 14, 2025');
  });

  it('calls what a slow clock has not reached yet now', () => {
    expect(relativeTime(new Date('2026-10-16T04:00:20Z'), now, 'en', zone)).toBe('now');
  });

  it('looks ahead too', () => {
    expect(relativeTime(new Date('2026-10-16T06:00:00Z'), now, 'en', zone)).toBe('in 2 hr.');
  });
});

describe('days', () => {
  it('are cut in the business time zone, not in UTC', () => {
    expect(dayOf(new Date('2026-10-15T17:00:00Z'), zone)).toBe('2026-10-16');
    expect(dayOf(new Date('2026-10-15T15:00:00Z'), zone)).toBe('2026-10-15');
  });

  it('are called today and yesterday', () => {
    expect(dayHeading(new Date('2026-10-15T17:00:00Z'), now, 'zh-CN', zone)).toBe('今天');
    expect(dayHeading(new Date('2026-10-15T15:00:00Z'), now, 'en', zone)).toBe('yesterday');
    expect(dayHeading(new Date('2026-10-12T04:00:00Z'), now, 'en', zone)).toBe('Mon, October 12');
  });
});

describe('clock', () => {
  it('shows the hour of the business', () => {
    expect(clockTime(now, zone)).toBe('12:00:00');
    expect(minuteTime(now, zone)).toBe('12:00');
  });

  it('names the zone where it is exact', () => {
    expect(exactTime(now, 'en', zone)).toMatch(/12:00:00.*GMT\+8/);
  });
});

describe('numbers', () => {
  it('are exact below ten thousand and short above, by the habit of the language', () => {
    expect(shortNumber(9_999, 'zh-CN')).toBe('9,999');
    expect(shortNumber(1_284_053, 'zh-CN')).toBe('128.4万');
    expect(shortNumber(1_284_053, 'en')).toBe('1.3M');
    expect(exactNumber(1_284_053, 'en')).toBe('1,284,053');
  });

  it('turn minor units into the currency, which may have none', () => {
    expect(money(841_200, 'zh-CN', 'CNY')).toBe('¥8,412.00');
    expect(money(1_500, 'en', 'JPY')).toBe('¥1,500');
    expect(amount(12.5, 'en', 'USD')).toBe('$12.50');
  });

  it('shorten amounts as they shorten counts', () => {
    expect(shortMoney(128_400_000, 'zh-CN', 'CNY')).toBe('¥128.4万');
    expect(shortMoney(1_234_500_000_000, 'zh-CN', 'CNY')).toBe('¥123.5亿');
    expect(shortMoney(128_400_000, 'en', 'USD')).toBe('$1.3M');
    expect(shortMoney(999_999, 'en', 'CNY')).toBe('¥9,999.99');
    expect(shortMoney(-5_000_000, 'en', 'JPY')).toBe('-¥5M');
  });

  it('have shares and changes with one decimal and a sign where it says something', () => {
    expect(percent(0.1239, 'zh-CN')).toBe('12.4%');
    expect(change(0.124, 'en')).toBe('+12.4%');
    expect(change(-0.03, 'en')).toBe('-3%');
    expect(change(0, 'en')).toBe('0%');
  });

  it('have sizes', () => {
    expect(fileSize(0, 'en')).toBe('0 byte');
    expect(fileSize(999, 'en')).toBe('999 byte');
    expect(fileSize(45_300_000, 'en')).toBe('45.3 MB');
    expect(fileSize(2e18, 'en')).toMatch(/TB$/);
  });
});

describe('inLanguage', () => {
  it('takes the language, its short name, English, or whatever there is', () => {
    expect(inLanguage({ zh: '运营', en: 'Operator' }, 'zh-CN')).toBe('运营');
    expect(inLanguage({ zh: '运营', en: 'Operator' }, 'fr')).toBe('Operator');
    expect(inLanguage({ zh: '运营' }, 'en')).toBe('运营');
    expect(inLanguage({}, 'en')).toBeUndefined();
    expect(inLanguage(null, 'en')).toBeUndefined();
  });
});

describe('values', () => {
  it('stand on one line', () => {
    expect(plainValue(null)).toBe('—');
    expect(plainValue(false)).toBe('false');
    expect(plainValue(['a', 1])).toBe('a, 1');
    expect(plainValue({ a: 1 })).toBe('{"a":1}');
  });

  it('give a person a letter and a steady colour', () => {
    expect(initialOf('李华', 'per_1')).toBe('李');
    expect(initialOf('  ', 'per_7x')).toBe('7');
    expect(dataColorOf('per_7x')).toBe(dataColorOf('per_7x'));
    expect(dataColorOf('per_7x')).toBeGreaterThanOrEqual(1);
    expect(dataColorOf('per_7x')).toBeLessThanOrEqual(8);
  });

  it('make a key of an event name', () => {
    expect(eventKey('Order Completed')).toBe('order_completed');
    expect(eventKey(' 试妆 预约! ')).toBe('试妆_预约');
  });
});

describe('currencySign', () => {
  it('is what stands before an amount', () => {
    expect(currencySign('zh-CN', 'CNY')).toBe('¥');
    expect(currencySign('en', 'USD')).toBe('$');
  });
});
