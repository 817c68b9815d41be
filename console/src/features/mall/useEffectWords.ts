import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/useFormat';

type Facts = Record<string, unknown>;

/** A rule of a promotion or a coupon in a line: 满 200 减 30, or the name of its kind where there is no short way to say it. */
export function useEffectWords(): (rule: Facts) => string {
  const { t, i18n } = useTranslation('mall');
  const format = useFormat();

  return (rule) => {
    const kind = String(rule.kind ?? '');
    const tiers = (Array.isArray(rule.tiers) ? rule.tiers : []) as Facts[];
    if (kind === 'spend_off' || kind === 'spend_rate' || kind === 'units_rate') {
      const said = tiers.map((tier) => t('rule.step', { from: threshold(tier), brings: kind === 'spend_off' ? off(tier) : rate(tier.pay_bp) }));
      const tail = [rule.repeat ? t('rule.repeats') : '', rule.most_minor ? t('rule.most', { amount: format.money(Number(rule.most_minor)) }) : ''];
      return [...said, ...tail].filter(Boolean).join(t('listComma'));
    }
    if (kind === 'line_discount' || kind === 'fixed_price') {
      const cut = rule.cut ? cutWords(rule.cut as Facts) : t('rule.prices', { count: Object.keys((rule.prices ?? {}) as Facts).length });
      return t('rule.named', { name: t(`rule.kinds.${kind}`), said: cut });
    }
    if (kind === 'free_shipping') return Number(rule.at_least_minor ?? 0) > 0 ? t('rule.step', { from: threshold(rule), brings: t('rule.kinds.free_shipping') }) : t('rule.kinds.free_shipping');
    if (kind === 'spend_gift') return tiers.map((tier) => t('rule.step', { from: threshold(tier), brings: t('rule.gift', { gifts: giftsOf(tier) }) })).join(t('listComma'));
    if (kind === 'member_price') return t('rule.named', { name: t('rule.kinds.member_price'), said: Object.entries((rule.cuts ?? {}) as Record<string, Facts>).map(([tier, cut]) => `${tier} ${cutWords(cut)}`).join(t('listComma')) || t('rule.bySku') });
    return i18n.exists(`mall:rule.kinds.${kind}`) ? t(`rule.kinds.${kind}`) : kind;
  };

  function threshold(tier: Facts): string {
    const minor = Number(tier.at_least_minor ?? 0);
    const units = Number(tier.at_least_units ?? 1);
    if (minor > 0) return t('rule.fromAmount', { amount: format.money(minor) });
    return units > 1 ? t('rule.fromUnits', { count: units }) : t('rule.fromNothing');
  }

  function off(tier: Facts): string {
    return t('rule.off', { amount: format.money(Number(tier.off_minor ?? 0)) });
  }

  function rate(payBp: unknown): string {
    const share = Number(payBp ?? 10_000) / 10_000;
    // 88 折 is written as the tenths that are left to pay; English says what comes off.
    return t('rule.rate', { share: i18n.language.startsWith('zh') ? format.number(share * 10) : format.percent(1 - share) });
  }

  function cutWords(cut: Facts): string {
    if (cut.by === 'rate') return rate(cut.pay_bp);
    return cut.by === 'amount' ? t('rule.off', { amount: format.money(Number(cut.off_minor ?? 0)) }) : t('rule.price', { amount: format.money(Number(cut.price_minor ?? 0)) });
  }

  function giftsOf(tier: Facts): string {
    return ((tier.gifts ?? []) as { sku: string; quantity?: number }[]).map((gift) => `${gift.sku} × ${gift.quantity ?? 1}`).join(t('listComma'));
  }
}
