import type { ToneName } from '@/page/Tone';
import type { Goal } from '../overviewTypes';

export type Standing = 'reached' | 'onTrack' | 'close' | 'behind' | 'missed' | 'ahead' | 'open';

type Facts = Pick<Goal, 'target' | 'actual' | 'forecast' | 'starts_on' | 'ends_on'>;

export const standingTones: Record<Standing, ToneName> = {
  reached: 'good',
  onTrack: 'good',
  close: 'warn',
  behind: 'bad',
  missed: 'bad',
  ahead: 'idle',
  open: 'idle',
};

/** How a goal stands: what is there against the target, else what is expected of the rest. */
export function standingOf(goal: Facts, today: string): Standing {
  if (goal.actual >= goal.target) return 'reached';
  if (goal.ends_on < today) return 'missed';
  if (goal.starts_on > today) return 'ahead';
  if (!goal.forecast) return 'open';
  if (goal.forecast.expected >= goal.target) return 'onTrack';
  return goal.forecast.high >= goal.target ? 'close' : 'behind';
}

/** A share of the target in percent, for a bar: never beyond its end. */
export function barShare(value: number, target: number): number {
  return Math.max(0, Math.min(100, Math.round((value / target) * 1000) / 10));
}

/** Every day of a period as `2026-11-18`. */
export function daysOf(first: string, last: string): string[] {
  const days: string[] = [];
  for (let time = Date.parse(first); time <= Date.parse(last); time += 86_400_000) days.push(new Date(time).toISOString().slice(0, 10));
  return days;
}

/** Lines of a goal's chart, a value a day: what was reached, the even path to the target, and the forecast from today on. */
export function goalLines(goal: Pick<Goal, 'reached' | 'target' | 'forecast' | 'starts_on' | 'ends_on'>) {
  const days = daysOf(goal.starts_on, goal.ends_on);
  const gone = goal.reached.length;
  const left = days.length - gone;
  const now = goal.reached.at(-1) ?? 0;
  const towards = (end: number | undefined) =>
    days.map((_, index) => (end === undefined || gone === 0 || index < gone - 1 ? null : Math.round(now + ((end - now) * (index - gone + 1)) / Math.max(left, 1))));
  return {
    days,
    reached: days.map((_, index) => goal.reached[index] ?? null),
    even: days.map((_, index) => Math.round((goal.target * (index + 1)) / days.length)),
    expected: left > 0 ? towards(goal.forecast?.expected) : days.map(() => null),
    low: left > 0 ? towards(goal.forecast?.low) : days.map(() => null),
    high: left > 0 ? towards(goal.forecast?.high) : days.map(() => null),
  };
}

/** The first day of the period that follows, as the server takes any day of it. */
export function nextPeriodDay(endsOn: string): string {
  return new Date(Date.parse(endsOn) + 86_400_000).toISOString().slice(0, 10);
}
