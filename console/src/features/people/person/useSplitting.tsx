import { useTranslation } from 'react-i18next';
import type { Identifier, Person } from '@/api/types';
import { useConfirm } from '@/page/useConfirm';
import { newestMerge, useMerge, useSplit } from './identityActs';
import { useKindName } from './useKindName';
import { useUndo } from './useUndo';

/** Parts some identifiers from a person, after asking; with a way back. */
export function useSplitting(person: Person) {
  const { t } = useTranslation('people');
  const confirm = useConfirm();
  const kindName = useKindName();
  const split = useSplit();
  const merge = useMerge();
  const offerUndo = useUndo();
  const name = person.name || t('unnamed');

  const ask = (identifiers: readonly Identifier[], onDone: () => void) =>
    confirm({
      title: t('split.title', { count: identifiers.length, name }),
      content: (
        <>
          <p>{t('split.text')}</p>
          <ul>
            {identifiers.map((identifier) => (
              <li key={identifier.id}>
                {kindName(identifier.kind)} <span className="code">{identifier.value_masked}</span>
              </li>
            ))}
          </ul>
        </>
      ),
      okText: t('split.do'),
      run: async () => {
        await split.mutateAsync({ personId: person.id, identifierIds: identifiers.map((each) => each.id) });
        onDone();
        const line = await newestMerge(person.id);
        const otherId = line && (line.person_id === person.id ? line.merged_person_id : line.person_id);
        if (otherId) offerUndo(t('split.done', { name }), () => merge.mutateAsync({ personId: person.id, otherId, despiteRules: true }), t('split.undone'));
      },
    });
  return { ask, isPending: split.isPending };
}
