import { ForkOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Link } from 'react-router';
import { useTranslation } from 'react-i18next';
import type { Merge, Person } from '@/api/types';
import { plainValue } from '@/format/value';
import { useMay } from '@/app/session';
import { EmptyState } from '@/page/EmptyState';
import { ErrorState } from '@/page/ErrorState';
import { PageSkeleton } from '@/page/PageSkeleton';
import { Time } from '@/page/Time';
import { Tone } from '@/page/Tone';
import { useNamed } from '@/page/useNamed';
import { useSourceName } from '@/page/useSourceName';
import { useConfirm } from '@/page/useConfirm';
import { useMerge, useUnmerge } from './identityActs';
import { mergesQuery } from './personQueries';
import { useUndo } from './useUndo';

/** Which files became this one, why, and the way back. */
export function PersonMerges({ person }: { person: Person }) {
  const { t } = useTranslation('people');
  const merges = useQuery(mergesQuery(person.id));
  if (merges.error) return <ErrorState error={merges.error} onRetry={() => void merges.refetch()} />;
  if (!merges.data) return <PageSkeleton rows={4} />;
  if (merges.data.items.length === 0) {
    return <EmptyState icon={<ForkOutlined />} title={t('noMergesTitle')} text={t('noMergesText')} />;
  }
  return (
    <ul className="merges">
      {merges.data.items.map((merge) => (
        <MergeRow key={merge.id} merge={merge} person={person} />
      ))}
    </ul>
  );
}

function MergeRow({ merge, person }: { merge: Merge; person: Person }) {
  const { t } = useTranslation('people');
  const confirm = useConfirm();
  const named = useNamed();
  const sourceName = useSourceName();
  const unmerge = useUnmerge();
  const rejoin = useMerge();
  const offerUndo = useUndo();
  const mayUnmerge = useMay('people.merge');
  const otherId = merge.person_id === person.id ? merge.merged_person_id : merge.person_id;
  const other = merge.merged_name || merge.merged_person_id;

  const ask = () =>
    confirm({
      title: t('unmergeTitle', { other }),
      content: t('unmergeText', { other, name: person.name || t('unnamed') }),
      okText: t('unmerge'),
      run: async () => {
        await unmerge.mutateAsync({ personId: person.id, mergeId: merge.id });
        offerUndo(t('unmerged', { other }), () => rejoin.mutateAsync({ personId: person.id, otherId: merge.merged_person_id, despiteRules: true }), t('joinedAgain', { other }));
      },
    });

  const evidenceText = (name: string, value: unknown) => {
    if (name === 'source') return sourceName(String(value));
    return plainValue(Array.isArray(value) ? [...new Set(value.map((each) => named('people:kinds', String(each))))] : value);
  };

  return (
    <li>
      <div className="merge-words">
        <strong>
          {merge.kind === 'split' ? t('splitFrom', { other }) : t('mergedWith', { other })}
          {(merge.undone_at || merge.kind === 'split') && otherId !== person.id && (
            <Link className="merge-other" to={`/people/${otherId}`}>
              {t('openOther')}
            </Link>
          )}
        </strong>
        <span className="muted">
          <Time value={merge.at} /> · {named('people:reasons', merge.reason)}
        </span>
        <ul className="merge-evidence">
          {Object.entries(merge.evidence)
            .filter(([, value]) => value !== '' && value !== null)
            .map(([name, value]) => (
            <li key={name}>
              <span className="muted">{named('people:evidence', name)}</span>{' '}
              {name === 'time' ? <Time value={String(value)} /> : <span className="code">{evidenceText(name, value)}</span>}
            </li>
          ))}
        </ul>
      </div>
      {merge.undone_at && <Tone tone="idle">{t('undone')}</Tone>}
      {!merge.undone_at && merge.kind === 'merge' && mayUnmerge && (
        <Button danger onClick={ask} loading={unmerge.isPending}>
          {t('unmerge')}
        </Button>
      )}
    </li>
  );
}
