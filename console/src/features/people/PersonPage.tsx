import { useQuery } from '@tanstack/react-query';
import { Breadcrumb, Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { Person } from '@/api/types';
import { ErrorState } from '@/page/ErrorState';
import { Page } from '@/page/Page';
import { PageSkeleton } from '@/page/PageSkeleton';
import { useAddress } from '@/page/useAddress';
import { PersonHead } from './PersonHead';
import { PersonIdentifiers } from './PersonIdentifiers';
import { PersonMerges } from './PersonMerges';
import { PersonSide } from './PersonSide';
import { PersonTimeline } from './PersonTimeline';
import { PersonTraits } from './PersonTraits';
import { personQuery } from './peopleQueries';
import './person.css';

export default function PersonPage() {
  const { t } = useTranslation('people');
  const { personId = '' } = useParams();
  const person = useQuery(personQuery(personId));
  const name = person.data ? person.data.name || t('unnamed') : '';

  return (
    <Page
      crumbs={<Breadcrumb items={[{ title: <Link to="/people">{t('title')}</Link> }, { title: name || personId }]} />}
      tabTitle={name || t('title')}
    >
      {person.data ? (
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
  const tabs = [
    { key: 'timeline', label: t('tabs.timeline'), children: <PersonTimeline personId={person.id} /> },
    { key: 'traits', label: t('tabs.traits', { count: person.traits.length }), children: <PersonTraits traits={person.traits} /> },
    {
      key: 'identifiers',
      label: t('tabs.identifiers', { count: person.identifiers.length }),
      children: <PersonIdentifiers identifiers={person.identifiers} />,
    },
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
