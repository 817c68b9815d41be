import type { ToneName } from '@/page/Tone';
import type { Checklist } from '../types';
import type { Step } from './draft';

type Severity = 'stops' | 'look' | 'note';

interface Rule {
  severity: Severity;
  step?: Step;
  /** Where it is mended, when not in a step. */
  place?: 'account' | 'segment' | 'phones';
}

const rules: Record<string, Rule> = {
  no_variant: { severity: 'stops', step: 'what' },
  template_gone: { severity: 'stops', step: 'what' },
  speaks_of_event: { severity: 'stops', step: 'what' },
  ends_before_start: { severity: 'stops', step: 'when' },
  segment_failed: { severity: 'stops', place: 'segment' },
  account_off: { severity: 'stops', place: 'account' },
  account_failing: { severity: 'look', place: 'account' },
  nobody_in_segment: { severity: 'look', place: 'segment' },
  nobody_reachable: { severity: 'look', step: 'who' },
  no_unsubscribe_link: { severity: 'look', step: 'what' },
  no_holdout: { severity: 'look', step: 'who' },
  no_goal: { severity: 'look', step: 'who' },
  no_quiet_hours: { severity: 'look', step: 'when' },
  no_link: { severity: 'note', step: 'what' },
  segment_computing: { severity: 'note', place: 'segment' },
  sandbox_only: { severity: 'note', place: 'phones' },
};

export interface Finding extends Rule {
  code: string;
}

const order: Severity[] = ['stops', 'look', 'note'];

export const severityTones: Record<Severity, ToneName> = { stops: 'bad', look: 'warn', note: 'info' };

/** What the checklist found, the gravest first. */
export function findingsOf(warnings: readonly string[]): Finding[] {
  return warnings
    .map((code) => ({ code, ...(rules[code] ?? { severity: 'look' as const }) }))
    .sort((one, other) => order.indexOf(one.severity) - order.indexOf(other.severity));
}

export interface Narrowing {
  key: 'audience' | 'consented' | 'reachable' | 'uncapped' | 'expected';
  people: number;
  /** Who fell out on the way here. */
  lost: number;
}

/** From everyone in the segment to those who get a message, and how many are lost at each turn. */
export function narrowingOf(check: Checklist): Narrowing[] {
  const uncapped = Math.max(0, Math.min(check.reachable, check.expected + heldAmong(check)));
  const people = [check.audience, check.consented, check.reachable, uncapped, check.expected];
  const keys = ['audience', 'consented', 'reachable', 'uncapped', 'expected'] as const;
  return keys.map((key, index) => ({
    key,
    people: people[index] ?? 0,
    lost: index === 0 ? 0 : Math.max(0, (people[index - 1] ?? 0) - (people[index] ?? 0)),
  }));
}

/** Held out among those who could be sent to: the share that the checklist took off at the end. */
function heldAmong(check: Checklist): number {
  const percent = check.consented > 0 ? check.held_out / check.consented : 0;
  return percent < 1 ? Math.round((check.expected * percent) / (1 - percent)) : check.held_out;
}
