import { useTranslation } from 'react-i18next';
import type { Identifier } from '@/api/types';
import { Time } from '@/page/Time';
import { useEventLabel } from '@/page/useEventLabel';
import { useSourceName } from '@/page/useSourceName';
import type { Tie } from '../peopleTypes';
import { useKindName } from './useKindName';

/** The evidence behind a line of the picture. */
export function TieList({ ties, identifiers }: { ties: readonly Tie[]; identifiers: readonly Identifier[] }) {
  const { t } = useTranslation('people');
  const kindName = useKindName();
  const eventLabel = useEventLabel();
  const sourceName = useSourceName();
  const valueOf = new Map(identifiers.map((identifier) => [identifier.id, identifier]));
  return (
    <ul className="ties" aria-label={t('tie.evidence')} aria-live="polite">
      {ties.map((tie) => (
        <li key={`${tie.message_id}/${tie.time}`}>
          <strong>{tie.by_hand ? t('tie.byHand') : tie.event ? eventLabel(tie.event, tie.event) : t('tie.event')}</strong>
          <span className="muted">
            <Time value={tie.time} />
            {!tie.by_hand && ` · ${sourceName(tie.source)}`}
          </span>
          <span>
            {tie.identifier_ids
              .map((id) => valueOf.get(id))
              .filter((identifier) => identifier !== undefined)
              .map((identifier) => `${kindName(identifier.kind)} ${identifier.value_masked}`)
              .join(' + ')}
          </span>
          {!tie.by_hand && tie.message_id && <span className="code muted">{tie.message_id}</span>}
        </li>
      ))}
    </ul>
  );
}
