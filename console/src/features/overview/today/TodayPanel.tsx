import { ArrowDownOutlined, ArrowUpOutlined } from '@ant-design/icons';
import type { UseQueryResult } from '@tanstack/react-query';
import { Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/useFormat';
import { Loaded } from '@/page/Loaded';
import type { GroupAsk, PeopleAsk } from '../figureAddress';
import type { DayFigure, Metric, Today } from '../overviewTypes';
import { useMetric } from '../useMetric';
import { changeOf, cumulative, curvePaths, directionOf } from './dayCurve';
import './today.css';

const groupsBehind: Partial<Record<Metric, GroupAsk['group']>> = { new_people: 'acquire', active_people: 'active' };

interface TodayPanelProps {
  today: UseQueryResult<Today>;
  onPeople: (ask: PeopleAsk) => void;
}

/** Today so far, beside the same weekday a week ago up to the same time. */
export function TodayPanel({ today, onPeople }: TodayPanelProps) {
  const { t, i18n } = useTranslation('overview');
  const format = useFormat();
  const weekday = (day: string) => new Intl.DateTimeFormat(i18n.language, { weekday: 'long', timeZone: 'UTC' }).format(new Date(day));
  return (
    <section className="panel overview-panel" aria-labelledby="overview-today">
      <header className="overview-head">
        <h2 id="overview-today" className="overview-title">
          {t('today.title')}
        </h2>
        {today.data && <span className="muted">{t('today.comparedWith', { weekday: weekday(today.data.compared_with) })}</span>}
      </header>
      <Loaded query={today} rows={4}>
        {(data) => (
          <ul className="today-figures">
            {data.figures.map((figure) => (
              <TodayFigure key={figure.metric} figure={figure} hour={Number(format.clock(new Date(data.moment)).slice(0, 2))} onPeople={onPeople} />
            ))}
          </ul>
        )}
      </Loaded>
    </section>
  );
}

interface TodayFigureProps {
  figure: DayFigure;
  hour: number;
  onPeople: (ask: PeopleAsk) => void;
}

function TodayFigure({ figure, hour, onPeople }: TodayFigureProps) {
  const { t } = useTranslation('overview');
  const metric = useMetric();
  const group = groupsBehind[figure.metric];
  const value = <span className="figures today-value">{metric.short(figure.metric, figure.today)}</span>;
  const hint = `${metric.exact(figure.metric, figure.today)} · ${t(`definitions.${figure.metric}`)}`;
  return (
    <li className="today-figure">
      <span className="muted">{t(`metrics.${figure.metric}`)}</span>
      <div className="today-amount">
        <Tooltip title={hint}>
          {group ? (
            <button type="button" className="plain-button figure-button" onClick={() => onPeople({ group, days: 1 })}>
              {value}
            </button>
          ) : (
            value
          )}
        </Tooltip>
        <Change figure={figure} />
      </div>
      <DayCurve figure={figure} hour={hour} />
    </li>
  );
}

function Change({ figure }: { figure: DayFigure }) {
  const { t } = useTranslation('overview');
  const format = useFormat();
  const metric = useMetric();
  const share = changeOf(figure.today, figure.before);
  const direction = directionOf(figure.today, figure.before);
  return (
    <span className={`today-change today-${direction} figures`} title={t('today.before', { value: metric.exact(figure.metric, figure.before) })}>
      {direction === 'up' && <ArrowUpOutlined aria-label={t('today.up')} />}
      {direction === 'down' && <ArrowDownOutlined aria-label={t('today.down')} />}
      {share === null ? t('today.before', { value: metric.short(figure.metric, figure.before) }) : format.percent(Math.abs(share))}
    </span>
  );
}

const width = 132;
const height = 36;

function DayCurve({ figure, hour }: { figure: DayFigure; hour: number }) {
  const { t } = useTranslation('overview');
  const paths = curvePaths(cumulative(figure.today_hours.slice(0, hour + 1)), cumulative(figure.before_hours), width, height);
  return (
    <svg className="day-curve" preserveAspectRatio="xMinYMid meet" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={t('today.curve', { metric: t(`metrics.${figure.metric}`) })}>
      <path className="day-curve-before" d={paths.before} />
      <path className="day-curve-area" d={paths.area} />
      <path className="day-curve-today" d={paths.today} />
      <circle className="day-curve-now" cx={paths.last[0]} cy={paths.last[1]} r={2.5} />
    </svg>
  );
}
