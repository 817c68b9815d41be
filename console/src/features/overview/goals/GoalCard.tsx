import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import { useFormat } from '@/format/useFormat';
import { orgNodesQuery } from '@/page/orgNodes';
import { useNow } from '@/page/Time';
import { Tone } from '@/page/Tone';
import type { Goal } from '../overviewTypes';
import { useMetric } from '../useMetric';
import { barShare, standingOf, standingTones } from './goalMath';
import { usePeriodName } from './usePeriodName';

/** A goal at a glance; opens in full. */
export function GoalCard({ goal, onOpen }: { goal: Goal; onOpen: () => void }) {
  const { t } = useTranslation('overview');
  const format = useFormat();
  const metric = useMetric();
  const periodName = usePeriodName();
  const place = useNodeName(goal.node_id);
  const standing = standingOf(goal, format.day(useNow()));
  return (
    <button type="button" className="panel goal-card" onClick={onOpen}>
      <span className="goal-head">
        <span className="ellipsis">
          <strong>{t(`metrics.${goal.metric}`)}</strong>
          <span className="muted">{` ${periodName(goal.period, goal.starts_on)}${place ? ` · ${place}` : ''}`}</span>
        </span>
        <Tone tone={standingTones[standing]}>{t(`standings.${standing}`)}</Tone>
      </span>
      <span className="goal-figures figures" title={metric.exact(goal.metric, goal.actual)}>
        <span className="goal-actual">{metric.short(goal.metric, goal.actual)}</span>
        <span className="muted">{` / ${metric.short(goal.metric, goal.target)}`}</span>
        <span className="goal-share">{format.percent(goal.actual / goal.target)}</span>
      </span>
      <GoalBar goal={goal} tone={standingTones[standing]} />
      <span className="goal-foot muted figures">
        {goal.forecast
          ? t('goals.expected', {
              expected: metric.short(goal.metric, goal.forecast.expected),
              low: metric.short(goal.metric, goal.forecast.low),
              high: metric.short(goal.metric, goal.forecast.high),
            })
          : t(standing === 'missed' || standing === 'reached' ? 'goals.over' : 'goals.noForecast')}
      </span>
    </button>
  );
}

/** What is reached, with marks for the even pace and the forecast. */
export function GoalBar({ goal, tone }: { goal: Goal; tone: string }) {
  const { t } = useTranslation('overview');
  const metric = useMetric();
  const { target, forecast } = goal;
  return (
    <span className={`goal-bar goal-bar-${tone}`} aria-hidden>
      {forecast && <span className="goal-bar-ahead" style={{ width: `${barShare(forecast.expected, target)}%` }} />}
      <span className="goal-bar-done" style={{ width: `${barShare(goal.actual, target)}%` }} />
      {goal.expected_by_now > 0 && goal.expected_by_now < target && (
        <span
          className="goal-bar-pace"
          style={{ insetInlineStart: `${barShare(goal.expected_by_now, target)}%` }}
          title={t('goals.pace', { value: metric.short(goal.metric, goal.expected_by_now) })}
        />
      )}
    </span>
  );
}

/** The name of an org node; nothing where it is the whole brand. */
export function useNodeName(nodeId: string | null | undefined): string | undefined {
  const permitted = useMay('organization.read');
  const nodes = useQuery({ ...orgNodesQuery, enabled: permitted && Boolean(nodeId) }).data;
  return nodeId ? (nodes?.find((node) => node.id === nodeId)?.name ?? nodeId) : undefined;
}
