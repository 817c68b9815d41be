import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { barFigure, Chart, useChartColors } from '@/chart';
import { useMe } from '@/app/session';
import { dayStart } from '@/format/wallClock';
import { useFormat } from '@/format/useFormat';
import { Facts } from '@/page/Facts';
import { Loaded } from '@/page/Loaded';
import { Time, useNow } from '@/page/Time';
import { useProblemText } from '@/page/useProblemText';
import { promotionForecastsQuery, useForecast, type Forecast } from './promotionQueries';

const daysBack = 30;

/** What a promotion would have cost over the orders of the last month. */
export function PromotionForecast({ id }: { id: string }) {
  const { t } = useTranslation('mall');
  const format = useFormat();
  const now = useNow();
  const { timezone } = useMe();
  const problemText = useProblemText();
  const forecasts = useQuery(promotionForecastsQuery(id));
  const ask = useForecast(id);
  const today = format.day(now);
  const underWay = forecasts.data?.[0]?.finished_at === null;
  const done = forecasts.data?.find((each) => each.figures);
  return (
    <div className="mall-sections">
      <section>
        <p className="muted">{t('promotions.forecast.what')}</p>
        <Button
          loading={ask.isPending || underWay}
          onClick={() => ask.mutate({ since: dayStart(today, timezone, -daysBack).toISOString(), until: dayStart(today, timezone).toISOString() })}
        >
          {t(underWay ? 'promotions.forecast.running' : 'promotions.forecast.ask', { days: daysBack })}
        </Button>
        {ask.error && <p className="mall-problem">{problemText(ask.error).sentence}</p>}
      </section>
      <Loaded query={forecasts} rows={2}>
        {() => done && <Foretold forecast={done} />}
      </Loaded>
    </div>
  );
}

function Foretold({ forecast }: { forecast: Forecast }) {
  const { t } = useTranslation('mall');
  const format = useFormat();
  const colors = useChartColors();
  const { figures } = forecast;
  if (!figures) return null;
  const name = t('promotions.forecast.byDay');
  const { option, table } = barFigure({
    by: t('promotions.result.day'),
    categories: figures.days.map(({ day }) => day.slice(5)),
    series: [{ name: t('promotions.forecast.discount'), values: figures.days.map((day) => day.discount_minor), color: colors.data[0] }],
    format: (minor) => format.money(minor),
  });
  const average = (minor: number | null) => (minor === null ? '–' : format.money(minor));
  return (
    <>
      <Facts
        facts={[
          { label: t('promotions.forecast.asked'), value: <Time value={forecast.requested_at} /> },
          { label: t('promotions.forecast.orders'), value: t('promotions.forecast.ofAll', { touched: format.number(figures.touched), all: format.number(figures.orders) }) },
          { label: t('promotions.people'), value: format.number(figures.people) },
          { label: t('promotions.forecast.discount'), value: format.money(figures.discount_minor) },
          { label: t('promotions.forecast.revenue'), value: t('promotions.forecast.change', { before: format.money(figures.before_minor), after: format.money(figures.after_minor) }) },
          { label: t('promotions.forecast.average'), value: t('promotions.forecast.change', { before: average(figures.average_before_minor), after: average(figures.average_after_minor) }) },
          ...(figures.refused ? [{ label: t('promotions.forecast.refused'), value: format.number(figures.refused) }] : []),
          ...(figures.skipped ? [{ label: t('promotions.forecast.skipped'), value: format.number(figures.skipped) }] : []),
        ]}
      />
      <Chart option={option} table={table} name={name} title={name} height={220} />
    </>
  );
}
