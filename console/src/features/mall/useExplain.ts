import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/useFormat';
import type { Explanation } from './types';

/** The pricing engine's code and facts as a sentence. */
export function useExplain(names: Record<string, string>): (explanation: Explanation) => string {
  const { t, i18n } = useTranslation('mall');
  const format = useFormat();
  return ({ code, applied, facts = {} }) => {
    const number = (key: string) => (typeof facts[key] === 'number' ? facts[key] : 0);
    const missing = (prefix: string) => {
      const minor = number(`${prefix}missing_minor`);
      const units = number(`${prefix}missing_units`);
      if (minor) return t('why.missingAmount', { amount: format.money(minor) });
      return units ? t('why.missingUnits', { count: units }) : '';
    };
    const parts: string[] = [];
    if (applied) {
      if (number('tier') > 1) parts.push(t('why.tier', { tier: number('tier') }));
      if (number('times') > 1) parts.push(t('why.times', { count: number('times') }));
      if (number('blocked_minor')) parts.push(t('why.blocked', { amount: format.money(number('blocked_minor')) }));
      const next = missing('next_');
      if (next) parts.push(t('why.next', { missing: next }));
      return parts.join(t('listComma')) || t('why.applied');
    }
    if (code === 'below_threshold') return missing('') || t('why.codes.below_threshold');
    const other = String(facts.to ?? facts.by ?? '');
    const key = `mall:why.codes.${code}`;
    return i18n.exists(key) ? t(`why.codes.${code}`, { other: names[other] ?? other, choices: listed(facts) }) : code;
  };

  function listed(facts: Record<string, unknown>): string {
    const value = facts.tiers ?? facts.payment_methods ?? facts.delivery_methods ?? [];
    return Array.isArray(value) ? value.join(t('listComma')) : String(value);
  }
}
