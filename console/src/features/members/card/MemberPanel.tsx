import { useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useMay } from '@/app/session';
import { useFormat } from '@/format/useFormat';
import { AfterPatience } from '@/page/PageSkeleton';
import { SideBlock, SideBlockRow } from '@/page/SideBlock';
import { useProblemText } from '@/page/useProblemText';
import { cardQuery, couponsQuery } from '../memberQueries';
import { TierBadge } from '../TierBadge';
import { CardFacts } from './CardFacts';
import '../members.css';

/** The member card beside a person. */
export default function MemberPanel({ personId }: { personId: string }) {
  const { t } = useTranslation('members');
  const format = useFormat();
  const problemText = useProblemText();
  const mayCoupons = useMay('promotions.read');
  const card = useQuery(cardQuery(personId));
  const coupons = useQuery({ ...couponsQuery(personId), enabled: mayCoupons }).data;
  if (card.error) return <SideBlock title={t('card.title')} empty={problemText(card.error).sentence} children={null} />;
  if (!card.data) {
    return (
      <section className="panel side-block" aria-busy="true">
        <AfterPatience>
          <Skeleton active title={false} paragraph={{ rows: 3 }} />
        </AfterPatience>
      </section>
    );
  }
  const { member } = card.data;
  const ledger = `/members?member=${member.person_id}`;
  const names = [...new Set(coupons?.items.map((coupon) => coupon.name))];
  return (
    <SideBlock
      title={t('card.title')}
      acts={<TierBadge tier={member.tier} rank={member.rank} />}
      lead={<CardFacts card={card.data} />}
    >
      {coupons && (
        <SideBlockRow label={t('card.coupons')}>
          {coupons.items.length === 0 ? format.number(0) : <span title={names.join(t('listComma'))}>{coupons.next_cursor ? t('card.more', { count: coupons.items.length }) : format.number(coupons.items.length)}</span>}
        </SideBlockRow>
      )}
      <div>
        <dt>
          <Link to={ledger}>{t('card.ledger')}</Link>
        </dt>
      </div>
    </SideBlock>
  );
}
