import type { RewardKind } from '../memberTypes';

/** Options without which a reward cannot be given, by its schema. */
export function requiredOf(kind: RewardKind): string[] {
  return (kind.options_schema.required ?? []) as string[];
}
