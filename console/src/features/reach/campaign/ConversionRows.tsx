import { Table, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/useFormat';
import { plainValue } from '@/format/value';
import { useKeyboardScroll } from '@/page/useKeyboardScroll';
import { pointsText, usePoints } from '../usePoints';
import type { Conversion } from '../types';

interface Row {
  name: string;
  people: number;
  converted: number;
  rate: string;
  lift: string;
  ratio: string;
  revenue: string;
}

/** Each version against the held out: rate, difference and revenue with their 95 % intervals. */
export function ConversionRows({ conversion }: { conversion: Conversion }) {
  const { t, i18n } = useTranslation('reach');
  const format = useFormat();
  const points = usePoints();
  const table = useKeyboardScroll();
  const names = Object.keys(conversion.arms).filter((name) => name !== 'all' && name !== 'holdout');
  const order = [...names, ...(names.length > 1 ? ['all'] : []), 'holdout'];
  const rows = order.flatMap((name): Row[] => {
    const arm = conversion.arms[name];
    if (!arm) return [];
    const lift = conversion.lift[name];
    const between = (low: string, high: string) => t('between', { low, high });
    const title = name === 'all' ? t('allArms') : name === 'holdout' ? t('holdout') : name;
    return [
      {
        name: title,
        people: arm.people,
        converted: arm.converted,
        rate: arm.rate ? `${format.percent(arm.rate.value)} ${between(format.percent(arm.rate.low), format.percent(arm.rate.high))}` : plainValue(null),
        lift: lift?.difference ? `${points(lift.difference.value)} ${between(pointsText(lift.difference.low, i18n.language), pointsText(lift.difference.high, i18n.language))}` : plainValue(null),
        ratio: lift?.ratio ? format.change(lift.ratio.value) : plainValue(null),
        revenue: arm.revenue_per_person ? format.amount(arm.revenue_per_person.value) : plainValue(null),
      },
    ];
  });
  const columns: TableColumnsType<Row> = [
    { title: t('columns.arm'), dataIndex: 'name', width: 112, fixed: 'left', render: (name: string) => <strong>{name}</strong> },
    { title: t('columns.people'), dataIndex: 'people', align: 'right', width: 96, render: format.number },
    { title: t('columns.converted'), dataIndex: 'converted', align: 'right', width: 96, render: format.number },
    { title: t('columns.rate'), dataIndex: 'rate', width: 200, className: 'figures' },
    { title: t('columns.lift'), dataIndex: 'lift', width: 260, className: 'figures' },
    { title: t('columns.ratio'), dataIndex: 'ratio', align: 'right', width: 104, className: 'figures' },
    { title: t('columns.revenuePerPerson'), dataIndex: 'revenue', align: 'right', width: 120, className: 'figures' },
  ];
  return (
    <>
      <Table ref={table} className="list-table" size="medium" rowKey="name" columns={columns} dataSource={rows} pagination={false} scroll={{ x: 980 }} />
      <p className="reach-note muted">{t('intervalNote')}</p>
    </>
  );
}
