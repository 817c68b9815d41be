/** A whole figure with its separators. */
export function exactNumber(value: number, language: string): string {
  return new Intl.NumberFormat(language, { maximumFractionDigits: 2 }).format(value);
}

/** A figure to glance at: 万 and 亿 in Chinese, K, M and B in English, exact below ten thousand. */
export function shortNumber(value: number, language: string): string {
  if (Math.abs(value) < 10_000) return exactNumber(value, language);
  return new Intl.NumberFormat(language, { notation: 'compact', maximumFractionDigits: 1 }).format(value);
}

/** An amount in currency units, as events carry it. */
export function amount(units: number, language: string, currency: string): string {
  return currencyFormat(language, currency).format(units);
}

/** An amount of minor units (fen) in its currency. */
export function money(minor: number, language: string, currency: string): string {
  return currencyFormat(language, currency).format(unitsOf(minor, language, currency));
}

/** An amount of minor units to glance at, as `¥128.4万`; exact below ten thousand. */
export function shortMoney(minor: number, language: string, currency: string): string {
  const units = unitsOf(minor, language, currency);
  if (Math.abs(units) < 10_000) return amount(units, language, currency);
  const compact: Intl.NumberFormatOptions = { notation: 'compact', minimumFractionDigits: 0, maximumFractionDigits: 1 };
  return new Intl.NumberFormat(language, { style: 'currency', currency, currencyDisplay: 'narrowSymbol', ...compact }).format(units);
}

/** A share such as 0.124 as `12.4%`. */
export function percent(share: number, language: string): string {
  return new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 }).format(share);
}

/** A change such as 0.124 as `+12.4%`; no change has no sign. */
export function change(share: number, language: string): string {
  return new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1, signDisplay: 'exceptZero' }).format(share);
}

/** A size in bytes to glance at, by powers of a thousand. */
export function fileSize(bytes: number, language: string): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'];
  const step = Math.min(units.length - 1, bytes < 1000 ? 0 : Math.floor(Math.log10(bytes) / 3));
  const shown = new Intl.NumberFormat(language, { style: 'unit', unit: units[step], maximumFractionDigits: 1 });
  return shown.format(bytes / 1000 ** step);
}

/** Minor units in one of the currency: 100 for CNY, 1 for JPY. */
export function minorPerUnit(language: string, currency: string): number {
  return 10 ** (currencyFormat(language, currency).resolvedOptions().maximumFractionDigits ?? 2);
}

/** What stands for the currency beside a field: ¥, $. */
export function currencySign(language: string, currency: string): string {
  return currencyFormat(language, currency).formatToParts(0).find(({ type }) => type === 'currency')?.value ?? currency;
}

function unitsOf(minor: number, language: string, currency: string): number {
  return minor / 10 ** (currencyFormat(language, currency).resolvedOptions().maximumFractionDigits ?? 2);
}

function currencyFormat(language: string, currency: string): Intl.NumberFormat {
  return new Intl.NumberFormat(language, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' });
}
