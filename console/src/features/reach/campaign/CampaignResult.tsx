import { Empty } from 'antd';
import { useTranslation } from 'react-i18next';
import { Chart, lineFigure, useChartColors } from '@/chart';
import { useFormat } from '@/format/useFormat';
import type { Campaign, Result } from '../types';
import { ArmsTable } from './ArmsTable';
import { ConversionPanel } from './ConversionPanel';
import { usePoints } from '../usePoints';
import { engagementOf } from './engagement';
import { compareVersions } from './versions';

/** What a campaign did: did it work, how did each version fare, when did people answer. */
export function CampaignResult({ campaign, result }: { campaign: Campaign; result: Result }) {
  const { t } = useTranslation('reach');
  if (!campaign.started_at) {
    return (
      <div className="panel campaign-panel">
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('nothingYet')} />
      </div>
    );
  }
  return (
    <div className="campaign-result">
      <ConversionPanel campaign={campaign} conversion={result.conversion} />
      <section className="panel campaign-panel">
        <h2>{t('byArm')}</h2>
        <BetterVersion result={result} />
        <ArmsTable campaign={campaign} result={result} />
      </section>
      <section className="panel campaign-panel">
        <EngagementChart result={result} />
      </section>
    </div>
  );
}

function BetterVersion({ result }: { result: Result }) {
  const { t } = useTranslation('reach');
  const format = useFormat();
  const points = usePoints();
  const compared = compareVersions(result.counts);
  if (!compared) return null;
  const { best, next, bestRate, nextRate, difference, sure } = compared;
  const words = { best, next, rate: format.percent(bestRate), other: format.percent(nextRate), low: points(difference.low), high: points(difference.high) };
  return <p className="campaign-better">{t(sure ? 'better.sure' : 'better.unsure', words)}</p>;
}

function EngagementChart({ result }: { result: Result }) {
  const { t } = useTranslation('reach');
  const format = useFormat();
  const colors = useChartColors();
  const { times, opens, clicks, daily } = engagementOf(result.opens, result.clicks);
  const label = (time: Date) => (daily ? format.day(time).slice(5) : `${format.day(time).slice(5)} ${format.minute(time)}`);
  const { option, table } = lineFigure({
    by: t(daily ? 'chart.day' : 'chart.hour'),
    categories: times.map(label),
    series: [
      { name: t('chart.opens'), values: opens, color: colors.data[1] },
      { name: t('chart.clicks'), values: clicks, color: colors.data[0] },
    ],
    format: format.number,
  });
  return <Chart option={option} table={table} name={t('chart.name')} title={t('chart.name')} height={260} empty={t('chart.empty')} />;
}
