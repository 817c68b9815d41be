import { useTranslation } from 'react-i18next';
import { asProblem } from '@/api/problem';
import { useProblemText } from '@/page/useProblemText';
import { useCounted } from './useCounted';

/** Why the tree cannot be changed so, with what stands in the way counted. */
export function useRefusal(): (error: unknown) => string {
  const { t } = useTranslation('organization');
  const problemText = useProblemText();
  const counted = useCounted();
  return (error) => {
    const { code, facts } = asProblem(error);
    if (code === 'node_in_use') {
      const parts = Object.entries((facts.uses ?? {}) as Record<string, number>).map(([name, count]) => counted({ name, count }));
      if (parts.length > 0) return t('inUse.sentence', { parts: parts.join(t('inUse.comma')) });
    }
    if (code === 'node_out_of_order') {
      return t('outOfOrder', { kind: t(`app:nodeKinds.${String(facts.kind)}`), parent: t(`app:nodeKinds.${String(facts.parent_kind)}`) });
    }
    return problemText(error).sentence;
  };
}
