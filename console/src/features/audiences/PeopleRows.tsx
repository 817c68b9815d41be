import { useQuery } from '@tanstack/react-query';
import { Table } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { PersonSummary } from '@/api/types';
import { useMay } from '@/app/session';
import { plainValue } from '@/format/value';
import { Face } from '@/page/Face';
import { Loaded } from '@/page/Loaded';
import { peopleNamedQuery } from '@/page/peopleQueries';
import { Time } from '@/page/Time';
import { useNarrow } from '@/page/useNarrow';
import { SamplePeople } from './SamplePeople';

interface PeopleRowsProps {
  personIds: readonly string[];
  /** What may be done with one of them here. */
  act?: (person: PersonSummary) => ReactNode;
}

/** A page of people of whom only the codes are known. */
export function PeopleRows({ personIds, act }: PeopleRowsProps) {
  const { t } = useTranslation('audiences');
  const narrow = useNarrow();
  const permitted = useMay('people.read');
  const people = useQuery({ ...peopleNamedQuery(personIds), enabled: permitted && personIds.length > 0 });
  if (!permitted) return <p className="muted people-note">{t('sample.noRight')}</p>;
  if (narrow && !act) return <SamplePeople personIds={personIds} />;
  return (
    <Loaded query={people} rows={8}>
      {(found) => (
        <Table
          size="medium"
          rowKey="id"
          dataSource={found}
          pagination={false}
          tableLayout="fixed"
          scroll={{ x: 720 }}
          columns={[
            {
              title: t('columnsPeople.person'),
              key: 'person',
              render: (_, person) => (
                <Link to={`/people/${person.id}`} className="sample-person">
                  <Face id={person.id} name={person.name} />
                  <span className="ellipsis">{person.name || t('unnamed')}</span>
                </Link>
              ),
            },
            { title: t('columnsPeople.phone'), key: 'phone', width: 150, render: (_, person) => plainValue(person.phone_masked) },
            { title: t('columnsPeople.email'), key: 'email', ellipsis: true, render: (_, person) => plainValue(person.email_masked) },
            { title: t('columnsPeople.state'), key: 'state', width: 110, render: (_, person) => t(`personStates.${person.state}`) },
            { title: t('columnsPeople.lastSeen'), key: 'lastSeen', width: 140, render: (_, person) => <Time value={person.last_seen_at} /> },
            ...(act ? [{ title: '', key: 'act', width: 110, render: (_: unknown, person: PersonSummary) => act(person) }] : []),
          ]}
        />
      )}
    </Loaded>
  );
}
