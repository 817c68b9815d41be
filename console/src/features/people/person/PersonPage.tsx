import { useQuery } from '@tanstack/react-query';
import { Breadcrumb, Tabs } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { useMay } from '@/app/session';
import type { Person } from '@/api/types';
import { ErrorState } from '@/page/ErrorState';
import { Page } from '@/page/Page';
import { PageSkeleton } from '@/page/PageSkeleton';
import { useAddress } from '@/page/useAddress';
import { PersonActs } from './PersonActs';
import { PersonHead } from './PersonHead';
import { PersonIdentifiers } from './PersonIdentifiers';
import { PersonMembers } from './PersonMembers';
import { PersonMerges } from './PersonMerges';
import { PersonSegments } from './PersonSegments';
import { PersonSide } from './PersonSide';
import { PersonTimeline } from './PersonTimeline';
import { PersonTraits } from './PersonTraits';
import { personQuery } from './personQueries';
import './identity.css';
import './parts.css';
import './person.css';
import './timeline.css';

export default function PersonPage() {
  const { t } = useTranslation('people');
  const { personId = '' } = useParams();
  const navigate = useNavigate();
  const person = useQuery(personQuery(personId));
  const name = person.data ? person.data.name || t('unnamed') : '';
  const found = person.data?.id;

  useEffect(() => {
    // The id of a person who was absorbed leads to whoever absorbed them.
    if (found && found !== personId) void navigate(`/people/${found}`, { replace: true });
  }, [found, personId, navigate]);

  return (
    <Page
      crumbs={<Breadcrumb items={[{ title: <Link to="/people">{t('title')}</Link> }, { title: name || personId }]} />}
      tabTitle={name || t('title')}
      actions={person.data && !person.error && <PersonActs key={person.data.id} person={person.data} />}
    >
      {person.data && !person.error ? (
        <Found key={personId} person={person.data} />
      ) : (
        <div className="panel">
          {person.error ? <ErrorState error={person.error} onRetry={() => void person.refetch()} /> : <PageSkeleton />}
        </div>
      )}
    </Page>
  );
}

function Found({ person }: { person: Person }) {
  const { t } = useTranslation('people');
  const { search, change } = useAddress();
  const maySegments = useMay('audiences.read');
  const tabs = [
    { key: 'timeline', label: t('tabs.timeline'), children: <PersonTimeline personId={person.id} /> },
    ...(person.kind === 'person' ? [] : [{ key: 'members', label: t('tabs.members'), children: <PersonMembers account={person} /> }]),
    { key: 'traits', label: t('tabs.traits', { count: person.traits.length }), children: <PersonTraits person={person} /> },
    {
      key: 'identifiers',
      label: t('tabs.identifiers', { count: person.identifiers.length }),
      children: <PersonIdentifiers person={person} />,
    },
    ...(maySegments ? [{ key: 'segments', label: t('tabs.segments'), children: <PersonSegments person={person} /> }] : []),
    { key: 'merges', label: t('tabs.merges'), children: <PersonMerges person={person} /> },
  ];
  return (
    <>
      <PersonHead person={person} />
      <div className="person-columns">
        <PersonSide person={person} />
        <div className="panel person-main">
          <Tabs
            items={tabs}
            activeKey={search.get('tab') ?? 'timeline'}
            destroyOnHidden
            onChange={(tab) => change({ tab: tab === 'timeline' ? null : tab }, { replace: true })}
          />
        </div>
      </div>
    </>
  );
}
