import { useTranslation } from 'react-i18next';
import { useNamed } from '@/page/useNamed';
import type { Rule } from './rulesQueries';
import { limitKind, ruleScope } from './ruleText';

/** A rule in words. */
export function useRuleWords() {
  const { t } = useTranslation('rules');
  const named = useNamed();
  const typeName = (type: string) => {
    if (ruleScope(type) === 'all') return t('allOthers');
    const [family = type, application] = type.split(':');
    const own = named('rules:typeNames', family);
    return [own === family ? named('people:kinds', family) : own, application && application !== '*' ? application : ''].filter(Boolean).join(' · ');
  };
  const limit = (rule: Pick<Rule, 'unique' | 'limit' | 'window_days'>) =>
    t(`limits.${limitKind(rule)}`, { limit: rule.limit ?? 0, count: rule.window_days ?? 0 });
  return { typeName, limit };
}
