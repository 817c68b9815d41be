import { Table, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '@/format/useFormat';
import { plainValue } from '@/format/value';
import type { ArmCounts, Campaign, Learnt, Result } from '../types';

interface Arm extends ArmCounts {
  name: string;
}

const learnt: readonly Learnt[] = ['sent', 'delivered', 'opened', 'clicked', 'bounced', 'failed', 'unsubscribed'];

/** How each version fared, in people; every number leads to those people. */
export function ArmsTable({ campaign, result }: { campaign: Campaign; result: Result }) {
  const { t } = useTranslation('reach');
  const format = useFormat();
  const arms: Arm[] = Object.entries(result.counts).map(([name, arm]) => ({ name, ...arm }));
  // The held out come last, whatever the server's order.
  arms.sort((one, other) => Number(one.name === 'holdout') - Number(other.name === 'holdout'));
  const people = (query: string, count: number) => <Link to={`/campaigns/${campaign.id}?tab=people&${query}`}>{format.number(count)}</Link>;

  const columns: TableColumnsType<Arm> = [
    { title: t('columns.arm'), key: 'name', width: 96, fixed: 'left', render: (_, arm) => <strong>{arm.name === 'holdout' ? t('holdout') : arm.name}</strong> },
    { title: t('columns.people'), key: 'people', align: 'right', width: 80, render: (_, arm) => people(`variant=${encodeURIComponent(arm.name)}`, arm.people) },
    { title: t('columns.waiting'), key: 'waiting', align: 'right', width: 72, render: (_, arm) => (arm.name === 'holdout' ? plainValue(null) : format.number(arm.queued)) },
    ...learnt.map((what) => ({
      title: t(`learnt.${what}`),
      key: what,
      align: 'right' as const,
      width: 96,
      render: (_: unknown, arm: Arm) => {
        if (arm.name === 'holdout') return plainValue(null);
        const count = arm.reached[what] ?? 0;
        const sent = arm.reached.sent ?? 0;
        return (
          <span className="reach-figure figures">
            {people(`variant=${encodeURIComponent(arm.name)}&learnt=${what}`, count)}
            {what !== 'sent' && sent > 0 && <small className="muted">{format.percent(count / sent)}</small>}
          </span>
        );
      },
    })),
    {
      title: t('columns.passedOver'),
      key: 'passedOver',
      width: 180,
      render: (_, arm) =>
        Object.entries(arm.suppressed).length === 0 ? (
          plainValue(null)
        ) : (
          <span className="campaign-reasons">
            {Object.entries(arm.suppressed).map(([reason, count]) => (
              <Link key={reason} to={`/campaigns/${campaign.id}?tab=people&variant=${encodeURIComponent(arm.name)}&reason=${reason}`}>
                {t(`reasons.${reason}`)} {format.number(count)}
              </Link>
            ))}
          </span>
        ),
    },
  ];
  return (
    <>
      <Table className="list-table" size="medium" rowKey="name" columns={columns} dataSource={arms} pagination={false} scroll={{ x: 1100 }} />
      {result.not_eligible > 0 && (
        <p className="reach-note muted">
          <Link to={`/campaigns/${campaign.id}?tab=people&reason=no_consent`}>{t('notEligible', { count: result.not_eligible, shown: format.number(result.not_eligible) })}</Link>
        </p>
      )}
    </>
  );
}
