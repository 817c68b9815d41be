import { useTranslation } from 'react-i18next';
import { asProblem } from '@/api/problem';
import { useProblemText } from '@/page/useProblemText';

const hanging = ['nodes', 'memberships', 'keys', 'sources'] as const;

/** Why the tree cannot be changed so, with what stands in the way counted. */
export function useRefusal(): (error: unknown) => string {
  const { t } = useTranslation('organization');
  const problemText = useProblemText();
  return (error) => {
    const { code, facts } = asProblem(error);
    if (code === 'node_in_use') {
      const parts = hanging.filter((name) => Number(facts[name]) > 0).map((name) => t(`inUse.${name}`, { count: Number(facts[name]) }));
      if (parts.length > 0) return t('inUse.sentence', { parts: parts.join(t('inUse.comma')) });
    }
    if (code === 'node_out_of_order') {
      return t('outOfOrder', { kind: t(`app:nodeKinds.${String(facts.kind)}`), parent: t(`app:nodeKinds.${String(facts.parent_kind)}`) });
    }
    return problemText(error).sentence;
  };
}
