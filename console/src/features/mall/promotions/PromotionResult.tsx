import { useQuery } from '@tanstack/react-query';
import { Table } from 'antd';
import { useTranslation } from 'react-i18next';
import { Chart, lineFigure, useChartColors } from '@/chart';
import { useFormat } from '@/format/useFormat';
import { Facts } from '@/page/Facts';
import { Loaded } from '@/page/Loaded';
import { Time } from '@/page/Time';
import { promotionReportQuery, type PromotionReport } from './promotionQueries';

/** What a promotion brought beyond what would have come anyway. */
export function PromotionResult({ id }: { id: string }) {
  const { t } = useTranslation('mall');
  const report = useQuery(promotionReportQuery(id));
  return (
    <Loaded query={report}>
      {(found) =>
        found.treated || found.held ? (
          <div className="mall-sections">
            <Gained report={found} />
            <Sides report={found} />
            <Days report={found} />
          </div>
        ) : (
          <p className="muted">{t('promotions.result.notYet')}</p>
        )
      }
    </Loaded>
  );
}

function Gained({ report }: { report: PromotionReport }) {
  const { t } = useTranslation('mall');
  const format = useFormat();
  const { incremental, since, until } = report;
  const between = ({ low, high }: { low: number; high: number }, shown: (value: number) => string) => t('promotions.result.between', { low: shown(low), high: shown(high) });
  const money = (value: number) => format.money(Math.round(value));
  const ratio = (value: number) => t('promotions.result.times', { ratio: format.number(Math.round(value * 100) / 100) });
  const whole = (value: number) => format.number(Math.round(value));
  return (
    <section>
      {!incremental && <p className="muted">{t(report.held ? 'promotions.result.tooFew' : 'promotions.result.noHoldout')}</p>}
      <Facts
        facts={[
          { label: t('promotions.starts'), value: <Time value={since} /> },
          { label: t('promotions.result.until'), value: <Time value={until} /> },
          { label: t('promotions.result.cost'), value: format.money(report.cost_minor) },
          ...(incremental
            ? [
                { label: t('promotions.result.revenue'), value: `${money(incremental.revenue_minor.value)} · ${between(incremental.revenue_minor, money)}` },
                { label: t('promotions.result.orders'), value: `${whole(incremental.orders.value)} · ${between(incremental.orders, whole)}` },
              ]
            : []),
          ...(incremental?.return_on_cost ? [{ label: t('promotions.result.return'), value: `${ratio(incremental.return_on_cost.value)} · ${between(incremental.return_on_cost, ratio)}` }] : []),
        ]}
      />
      {incremental && <p className="muted">{t(incremental.revenue_minor.low > 0 ? 'promotions.result.sure' : incremental.revenue_minor.high < 0 ? 'promotions.result.harm' : 'promotions.result.unsure')}</p>}
    </section>
  );
}

function Sides({ report }: { report: PromotionReport }) {
  const { t } = useTranslation('mall');
  const format = useFormat();
  const sides = (['treated', 'held'] as const).flatMap((key) => {
    const arm = report[key];
    return arm ? [{ key, ...arm }] : [];
  });
  return (
    <section>
      <h3>{t('promotions.result.sides')}</h3>
      <Table
        size="small"
        pagination={false}
        dataSource={sides}
        scroll={{ x: 'max-content' }}
        columns={[
          { title: t('promotions.result.side'), key: 'side', render: (_, side) => t(`promotions.result.${side.key}`) },
          { title: t('promotions.people'), key: 'people', align: 'right', render: (_, side) => format.number(side.people) },
          { title: t('promotions.result.buyers'), key: 'buyers', align: 'right', render: (_, side) => format.percent(side.people ? side.buyers / side.people : 0) },
          { title: t('promotions.orders'), key: 'orders', align: 'right', render: (_, side) => format.number(side.orders) },
          { title: t('promotions.result.perHead'), key: 'perHead', align: 'right', render: (_, side) => format.money(side.people ? Math.round(side.revenue_minor / side.people) : 0) },
        ]}
      />
    </section>
  );
}

function Days({ report }: { report: PromotionReport }) {
  const { t } = useTranslation('mall');
  const format = useFormat();
  const colors = useChartColors();
  const name = t('promotions.result.byDay');
  const { option, table } = lineFigure({
    by: t('promotions.result.day'),
    categories: report.days.map(({ day }) => day.slice(5)),
    series: [
      { name: t('promotions.result.treated'), values: report.days.map((day) => day.treated_minor), color: colors.data[0] },
      { name: t('promotions.result.held'), values: report.days.map((day) => day.held_minor), color: colors.data[7], dashed: true },
    ],
    format: (minor) => format.money(Math.round(minor)),
  });
  return <Chart option={option} table={table} name={name} title={name} height={220} />;
}
