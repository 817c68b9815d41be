import type { ConsentCount, Rule } from './rulesQueries';

export type LimitKind = 'unique' | 'endless' | 'ever' | 'window';

/** Which sentence tells how many values of a type one person may have. */
export function limitKind(rule: Pick<Rule, 'unique' | 'limit' | 'window_days'>): LimitKind {
  if (rule.unique) return 'unique';
  if (rule.limit === null || rule.limit === undefined) return 'endless';
  return rule.window_days ? 'window' : 'ever';
}

/** Types that stand for others: a family (`openid:*`), or every type without a rule (`*`). */
export function ruleScope(type: string): 'all' | 'family' | 'one' {
  if (type === '*') return 'all';
  return type.endsWith(':*') ? 'family' : 'one';
}

/** One value a line, without blanks and repeats. */
export function linesOf(text: string): string[] {
  return [...new Set(text.split('\n').map((line) => line.trim()))].filter(Boolean);
}

export interface PurposeCounts {
  purpose: string;
  channels: ConsentCount[];
}

/** Counts by purpose; in each, the channel most spoken of comes first. */
export function byPurpose(counts: readonly ConsentCount[]): PurposeCounts[] {
  const purposes = new Map<string, ConsentCount[]>();
  for (const count of counts) purposes.set(count.purpose, [...(purposes.get(count.purpose) ?? []), count]);
  const said = (count: ConsentCount) => count.granted + count.withdrawn;
  return [...purposes].map(([purpose, channels]) => ({ purpose, channels: channels.sort((one, other) => said(other) - said(one)) }));
}
