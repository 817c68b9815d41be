import { useTranslation } from 'react-i18next';
import { useNamed } from '@/page/useNamed';
import type { AuditLine } from './auditQueries';

/** The log's own words as an operator says them. */
export function useAuditWords() {
  const { t, i18n } = useTranslation('audit');
  const named = useNamed();
  return {
    action: (action: string) => {
      const whole = `actions.${action.replaceAll('.', '_')}`;
      if (i18n.exists(`audit:${whole}`)) return t(whole);
      // Of the mall: `commerce.orders.ship`.
      const [things = action, verb = ''] = action.split('.').slice(-2);
      if (!verb) return named('audit:things', things);
      return t('composed', { verb: named('audit:verbs', verb), things: named('audit:things', things) });
    },
    things: (things: string) => named('audit:things', things),
    actor: (line: Pick<AuditLine, 'actor' | 'actor_name'>) => {
      if (line.actor === 'system') return t('system');
      return line.actor_name ?? named('audit:actors', line.actor);
    },
    field: (path: readonly string[]) => path.map((name) => named('audit:fields', name)).join(' › '),
  };
}

/** Actions by what they are about, for the filter. */
export function groupActions(actions: readonly string[]): { things: string; actions: string[] }[] {
  const groups = new Map<string, string[]>();
  for (const action of actions) {
    const things = action.split('.')[0] ?? action;
    groups.set(things, [...(groups.get(things) ?? []), action]);
  }
  return [...groups].map(([things, members]) => ({ things, actions: members }));
}
