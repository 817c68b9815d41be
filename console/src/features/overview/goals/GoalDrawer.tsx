import { useQuery } from '@tanstack/react-query';
import { App, Button, Drawer } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Chart, lineFigure, useChartColors } from '@/chart';
import { useFormat } from '@/format/useFormat';
import { Facts } from '@/page/Facts';
import { Loaded } from '@/page/Loaded';
import { Time, useNow } from '@/page/Time';
import { Tone } from '@/page/Tone';
import { useConfirm } from '@/page/useConfirm';
import { useProblemText } from '@/page/useProblemText';
import { goalQuery, useChangeGoal, useRemoveGoal } from '../overviewQueries';
import type { Goal } from '../overviewTypes';
import { useMetric } from '../useMetric';
import { useNodeName } from './GoalCard';
import { goalLines, standingOf, standingTones } from './goalMath';
import { TargetInput, targetMinor, targetUnits } from './TargetInput';
import { usePeriodName } from './usePeriodName';

interface GoalDrawerProps {
  goalId: string | null;
  mayChange: boolean;
  onClose: () => void;
}

/** A goal in full: its course, where it leads, its target. */
export function GoalDrawer({ goalId, mayChange, onClose }: GoalDrawerProps) {
  const { t } = useTranslation('overview');
  const periodName = usePeriodName();
  const goal = useQuery({ ...goalQuery(goalId ?? ''), enabled: goalId !== null });
  const shown = goalId === null ? undefined : goal.data;
  return (
    <Drawer
      open={goalId !== null}
      onClose={onClose}
      size={560}
      destroyOnHidden
      title={shown ? t('goals.named', { metric: t(`metrics.${shown.metric}`), period: periodName(shown.period, shown.starts_on) }) : t('goals.title')}
    >
      {goalId !== null && (
        <Loaded query={goal}>
          {(found) => (
            <div className="goal-stack">
              <Course goal={found} />
              {mayChange && <Target key={found.target} goal={found} onGone={onClose} />}
            </div>
          )}
        </Loaded>
      )}
    </Drawer>
  );
}

function Course({ goal }: { goal: Goal }) {
  const { t } = useTranslation('overview');
  const format = useFormat();
  const metric = useMetric();
  const colors = useChartColors();
  const place = useNodeName(goal.node_id);
  const standing = standingOf(goal, format.day(useNow()));
  const lines = goalLines(goal);
  const units = (values: readonly (number | null)[]) => values.map((value) => (value === null ? null : targetUnits(goal.metric, value, format.minorUnits)));
  const read = (value: number) => metric.short(goal.metric, targetMinor(goal.metric, value, format.minorUnits));
  const figure = lineFigure({
    by: t('goals.day'),
    categories: lines.days.map((day) => day.slice(5)),
    format: read,
    area: false,
    series: [
      { name: t('goals.lines.reached'), values: units(lines.reached), color: colors.data[0] },
      { name: t('goals.lines.even'), values: units(lines.even), color: colors.data[7], dashed: true },
      ...(goal.forecast
        ? [
            { name: t('goals.lines.expected'), values: units(lines.expected), color: colors.data[1], dashed: true },
            { name: t('goals.lines.low'), values: units(lines.low), color: colors.data[4], dashed: true },
            { name: t('goals.lines.high'), values: units(lines.high), color: colors.data[4], dashed: true },
          ]
        : []),
    ],
  });
  return (
    <>
      <Facts
        facts={[
          { label: t('goals.place'), value: place ?? t('goals.wholeBrand') },
          { label: t('goals.reached'), value: `${metric.exact(goal.metric, goal.actual)} / ${metric.exact(goal.metric, goal.target)} · ${format.percent(goal.actual / goal.target)}` },
          { label: t('goals.byNow'), value: metric.exact(goal.metric, goal.expected_by_now) },
          {
            label: t('goals.forecast'),
            value: goal.forecast
              ? t('goals.expected', {
                  expected: metric.exact(goal.metric, goal.forecast.expected),
                  low: metric.exact(goal.metric, goal.forecast.low),
                  high: metric.exact(goal.metric, goal.forecast.high),
                })
              : t('goals.noForecast'),
          },
          { label: t('goals.standing'), value: <Tone tone={standingTones[standing]}>{t(`standings.${standing}`)}</Tone> },
          { label: t('goals.setAt'), value: <Time value={goal.set_at} /> },
        ]}
      />
      <Chart {...figure} name={t(`metrics.${goal.metric}`)} height={260} empty={t('goals.notBegun')} />
      <p className="muted goal-method">{t(goal.metric === 'active_people' ? 'goals.methodDistinct' : 'goals.method')}</p>
      <p className="muted goal-method">{t(`definitions.${goal.metric}`)}</p>
    </>
  );
}

function Target({ goal, onGone }: { goal: Goal; onGone: () => void }) {
  const { t } = useTranslation('overview');
  const { message } = App.useApp();
  const problemText = useProblemText();
  const confirm = useConfirm();
  const periodName = usePeriodName();
  const [target, setTarget] = useState<number | null>(goal.target);
  const save = useChangeGoal(goal.id);
  const remove = useRemoveGoal(goal.id);
  const name = t('goals.named', { metric: t(`metrics.${goal.metric}`), period: periodName(goal.period, goal.starts_on) });
  return (
    <div className="goal-target">
      <label htmlFor="goal-target">{t('goals.target')}</label>
      <TargetInput id="goal-target" metric={goal.metric} value={target} onChange={setTarget} />
      <Button
        type="primary"
        disabled={!target || target === goal.target}
        loading={save.isPending}
        onClick={() =>
          target &&
          save.mutate(target, {
            onSuccess: () => void message.success(t('goals.saved')),
            onError: (error) => void message.error(problemText(error).sentence),
          })
        }
      >
        {t('goals.save')}
      </Button>
      <Button
        danger
        type="text"
        onClick={() =>
          confirm({
            title: t('goals.removeTitle', { name }),
            content: t('goals.removeText'),
            okText: t('goals.remove'),
            done: t('goals.removed'),
            run: () => remove.mutateAsync().then(onGone),
          })
        }
      >
        {t('goals.remove')}
      </Button>
    </div>
  );
}
