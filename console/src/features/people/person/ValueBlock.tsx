import { useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { Sparkline } from '@/chart/Sparkline';
import { useFormat } from '@/format/useFormat';
import { AfterPatience } from '@/page/PageSkeleton';
import { MoneyFigure } from '@/page/Figure';
import { SideBlock, SideBlockRow } from '@/page/SideBlock';
import { Time } from '@/page/Time';
import { useProblemText } from '@/page/useProblemText';
import type { ValueDetail } from '../peopleTypes';
import { valueQuery } from './personQueries';

/** What somebody is worth: sum with its course, orders, when last. */
export function ValueBlock({ personId }: { personId: string }) {
  const { t } = useTranslation('people');
  const problemText = useProblemText();
  const value = useQuery(valueQuery(personId));
  if (value.error) return <SideBlock title={t('value.title')} empty={problemText(value.error).sentence} children={null} />;
  if (!value.data) {
    return (
      <section className="panel side-block" aria-busy="true">
        <AfterPatience>
          <Skeleton active title={false} paragraph={{ rows: 3 }} />
        </AfterPatience>
      </section>
    );
  }
  if (value.data.orders === 0 && value.data.refunds === 0) return <SideBlock title={t('value.title')} empty={t('value.none')} children={null} />;
  return <Worth value={value.data} />;
}

function Worth({ value }: { value: ValueDetail }) {
  const { t } = useTranslation('people');
  const format = useFormat();
  return (
    <section className="panel side-block">
      <h2>{t('value.title')}</h2>
      <div className="person-worth">
        <strong>
          <MoneyFigure value={value.total_minor} definition={t('value.definition')} />
        </strong>
        <Sparkline values={value.months.map((month) => month.total_minor)} label={t('value.course')} width={120} height={32} />
      </div>
      <dl>
        <SideBlockRow label={t('value.orders')}>{format.number(value.orders)}</SideBlockRow>
        <SideBlockRow label={t('value.average')}>
          {value.orders > 0 ? <MoneyFigure value={Math.round((value.total_minor + value.refunded_minor) / value.orders)} /> : null}
        </SideBlockRow>
        <SideBlockRow label={t('value.last')}>
          <Time value={value.last_order_at} />
        </SideBlockRow>
        <SideBlockRow label={t('value.first')}>
          <Time value={value.first_order_at} />
        </SideBlockRow>
        {value.refunds > 0 && (
          <SideBlockRow label={t('value.refunds')}>{t('worth', { amount: format.money(value.refunded_minor), orders: format.number(value.refunds) })}</SideBlockRow>
        )}
      </dl>
    </section>
  );
}
