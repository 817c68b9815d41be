import { Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Identifier } from '@/api/types';
import { Time } from '@/page/Time';
import { Tone } from '@/page/Tone';
import { useEventLabel } from '@/page/useEventLabel';
import { useNamed } from '@/page/useNamed';
import { useSourceName } from '@/page/useSourceName';

/** Every identity that leads to this person, and what proved it. */
export function PersonIdentifiers({ identifiers }: { identifiers: readonly Identifier[] }) {
  const { t } = useTranslation('people');
  const named = useNamed();
  const sourceName = useSourceName();
  const eventLabel = useEventLabel();
  // `openid:<appid>`: an application's own kind is named by its family, with the application behind.
  const kindName = (kind: string) => {
    const [family = kind, application] = kind.split(':');
    return [named('people:kinds', family), application].filter(Boolean).join(' · ');
  };
  return (
    <ul className="identifiers">
      {identifiers.map((identifier) => (
        <li key={identifier.id}>
          <span className="identifier-kind">{kindName(identifier.kind)}</span>
          <span className="code identifier-value">{identifier.value_masked}</span>
          <Tone tone={identifier.unique ? 'info' : 'idle'}>{identifier.unique ? t('unique') : t('shared')}</Tone>
          <span className="muted identifier-evidence">
            <Tooltip title={identifier.evidence.message_id}>
              <span>{identifier.evidence.event ? eventLabel(identifier.evidence.event, 'track') : t('seenBy')}</span>
            </Tooltip>
            {' · '}
            {sourceName(identifier.evidence.source)}
            {' · '}
            <Time value={identifier.first_seen_at} />
          </span>
        </li>
      ))}
    </ul>
  );
}
