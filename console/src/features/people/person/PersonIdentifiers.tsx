import { ScissorOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Tooltip } from 'antd';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import type { Person } from '@/api/types';
import { PageSkeleton } from '@/page/PageSkeleton';
import { Time } from '@/page/Time';
import { Tone } from '@/page/Tone';
import { useEventLabel } from '@/page/useEventLabel';
import { useSourceName } from '@/page/useSourceName';
import { identityGraph } from './graph';
import { evidenceQuery } from './personQueries';
import { TieList } from './TieList';
import { useKindName } from './useKindName';
import { useSplitting } from './useSplitting';

const IdentityGraph = lazy(() => import('./IdentityGraph'));

/** Every identity that leads to this person, what ties them together, and a way to part them. */
export function PersonIdentifiers({ person }: { person: Person }) {
  const { t } = useTranslation('people');
  const kindName = useKindName();
  const sourceName = useSourceName();
  const eventLabel = useEventLabel();
  const maySplit = useMay('people.merge') && person.identifiers.length > 1;
  const evidence = useQuery(evidenceQuery(person.id));
  const [edge, setEdge] = useState<string | null>(null);
  const [picked, setPicked] = useState<string[]>([]);
  const split = useSplitting(person);
  const ties = useMemo(() => evidence.data?.items ?? [], [evidence.data]);
  const graph = useMemo(() => identityGraph(person.identifiers, ties), [person.identifiers, ties]);
  const shown = graph.edges.find((each) => each.id === edge);
  const toggle = (id: string) => setPicked(picked.includes(id) ? picked.filter((each) => each !== id) : [...picked, id]);

  return (
    <>
      {person.identifiers.length > 1 && (
        <Suspense fallback={<PageSkeleton rows={4} />}>
          <IdentityGraph identifiers={person.identifiers} ties={ties} chosen={edge} onChoose={setEdge} />
        </Suspense>
      )}
      {shown && <TieList ties={shown.ties} identifiers={person.identifiers} />}
      {maySplit && (
        <div className="identifiers-acts">
          <span className="muted">{t('split.hint')}</span>
          <Button
            size="small"
            icon={<ScissorOutlined />}
            disabled={picked.length === 0 || picked.length === person.identifiers.length}
            loading={split.isPending}
            onClick={() => split.ask(person.identifiers.filter((each) => picked.includes(each.id)), () => setPicked([]))}
          >
            {t('split.act', { count: picked.length })}
          </Button>
        </div>
      )}
      <ul className="identifiers">
        {person.identifiers.map((identifier) => (
          <li key={identifier.id}>
            <span className="identifier-kind">
              {maySplit && (
                <Checkbox
                  aria-label={t('split.choose', { value: identifier.value_masked })}
                  checked={picked.includes(identifier.id)}
                  onChange={() => toggle(identifier.id)}
                />
              )}
              {kindName(identifier.kind)}
            </span>
            <span className="code identifier-value">{identifier.value_masked}</span>
            <Tone tone={identifier.unique ? 'info' : 'idle'}>{identifier.unique ? t('unique') : t('shared')}</Tone>
            <span className="muted identifier-evidence">
              <Tooltip title={identifier.evidence.message_id}>
                <span>{eventOf(identifier.evidence.message_id ?? null)}</span>
              </Tooltip>
              {' · '}
              {sourceName(identifier.evidence.source)}
              {' · '}
              <Time value={identifier.first_seen_at} />
            </span>
          </li>
        ))}
      </ul>
    </>
  );

  function eventOf(messageId: string | null): string {
    const event = ties.find((tie) => tie.message_id === messageId)?.event;
    return event ? eventLabel(event, event) : t('seenBy');
  }
}
