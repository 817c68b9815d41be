import { useTranslation } from 'react-i18next';
import { useMaybeMe } from '@/app/session';
import { amount, change, currencySign, exactNumber, fileSize, minorPerUnit, money, percent, shortMoney, shortNumber } from './number';
import { clockTime, dayHeading, dayOf, exactTime, minuteTime, relativeTime } from './time';

/** Formatting in the operator's language, and the business's time zone and currency. */
export function useFormat() {
  const { i18n } = useTranslation();
  const me = useMaybeMe();
  const language = i18n.language;
  const timeZone = me?.timezone ?? 'Asia/Shanghai';
  const currency = me?.currency ?? 'CNY';
  return {
    relative: (value: Date, now: Date) => relativeTime(value, now, language, timeZone),
    exact: (value: Date) => exactTime(value, language, timeZone),
    clock: (value: Date) => clockTime(value, timeZone),
    minute: (value: Date) => minuteTime(value, timeZone),
    day: (value: Date) => dayOf(value, timeZone),
    dayHeading: (value: Date, now: Date) => dayHeading(value, now, language, timeZone),
    number: (value: number) => exactNumber(value, language),
    short: (value: number) => shortNumber(value, language),
    amount: (units: number, inCurrency: string = currency) => amount(units, language, inCurrency),
    money: (minor: number) => money(minor, language, currency),
    /** Minor units in one of the currency, for what is typed in. */
    minorUnits: minorPerUnit(language, currency),
    currencySign: currencySign(language, currency),
    shortMoney: (minor: number) => shortMoney(minor, language, currency),
    percent: (share: number) => percent(share, language),
    change: (share: number) => change(share, language),
    fileSize: (bytes: number) => fileSize(bytes, language),
  };
}
