import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import { inLanguage } from '@/format/inLanguage';
import { useFormat } from '@/format/useFormat';
import type { Offer } from '../memberTypes';
import { couponKindsQuery, rewardsQuery } from './mallQueries';

/** What an offer gives, in a line: 优惠券 满 100 减 20; 积分 50. */
export function useRewardWords(): (reward: Offer['reward']) => string {
  const { t, i18n } = useTranslation('members');
  const format = useFormat();
  const mayCoupons = useMay('promotions.read');
  const rewards = useQuery(rewardsQuery).data ?? [];
  const kinds = useQuery({ ...couponKindsQuery, enabled: mayCoupons }).data?.items ?? [];
  return ({ name, options = {} }) => {
    const title = inLanguage(rewards.find((each) => each.name === name)?.title, i18n.language) ?? name;
    if (name === 'coupon') return t('reward.named', { title, said: kinds.find((kind) => kind.id === options.kind)?.name ?? String(options.kind ?? '') });
    const said = Object.values(options).map((value) => (typeof value === 'number' ? format.number(value) : String(value)));
    return said.length > 0 ? t('reward.named', { title, said: said.join(t('listComma')) }) : title;
  };
}
