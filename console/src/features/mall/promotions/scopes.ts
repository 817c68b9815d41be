import { withPart, type Rule } from '../rules/ruleForms';

interface Scope {
  include?: Record<string, string[]>[];
  exclude?: unknown[];
}

/** Categories to which a rule is narrowed; null where its scope says more than that, and only JSON can change it. */
export function categoriesOf(rule: Rule): string[] | null {
  const { include = [], exclude = [] } = (rule.scope ?? {}) as Scope;
  if (exclude.length > 0 || include.length > 1) return null;
  const [only] = include;
  if (!only) return [];
  return Object.keys(only).length === 1 && only.categories ? only.categories : null;
}

export function withCategories(rule: Rule, categories: readonly string[]): Rule {
  return withPart(rule, 'scope', categories.length > 0 ? { include: [{ categories: [...categories] }] } : null);
}

/** Sales channels or tiers in which a rule holds; none is all. */
export function wordsOf(rule: Rule, key: 'channels' | 'tiers'): string[] {
  const words = ((rule.when ?? {}) as Rule)[key];
  return Array.isArray(words) ? words.filter((word): word is string => typeof word === 'string') : [];
}

export function withWords(rule: Rule, key: 'channels' | 'tiers', words: readonly string[]): Rule {
  const when = withPart((rule.when ?? {}) as Rule, key, words.length > 0 ? [...words] : null);
  return withPart(rule, 'when', Object.keys(when).length > 0 ? when : null);
}
