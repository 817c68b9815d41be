import { Table, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import type { PersonSummary } from '@/api/types';
import { plainValue } from '@/format/value';
import { Face } from '@/page/Face';
import { Time } from '@/page/Time';
import { PersonState } from './PersonState';
import { TagChips } from './TagChips';
import './people.css';

interface PeopleTableProps {
  people: PersonSummary[];
  /** The rows of the page before, while the next is on its way. */
  stale: boolean;
}

export function PeopleTable({ people, stale }: PeopleTableProps) {
  const { t } = useTranslation('people');
  const navigate = useNavigate();
  const columns: TableColumnsType<PersonSummary> = [
    {
      title: t('columns.person'),
      key: 'person',
      width: '20%',
      render: (_, person) => (
        <Link to={`/people/${person.id}`} className="people-who">
          <Face id={person.id} name={person.name} />
          <span className="ellipsis">{person.name || t('unnamed')}</span>
        </Link>
      ),
    },
    { title: t('columns.phone'), key: 'phone', width: 140, className: 'figures', render: (_, person) => plainValue(person.phone_masked) },
    { title: t('columns.email'), key: 'email', width: '17%', ellipsis: true, render: (_, person) => plainValue(person.email_masked) },
    { title: t('columns.tags'), key: 'tags', width: '20%', render: (_, person) => <TagChips tags={person.tags} limit={3} /> },
    { title: t('columns.state'), key: 'state', width: 110, render: (_, person) => <PersonState state={person.state} /> },
    { title: t('columns.lastSeen'), key: 'lastSeen', width: 130, render: (_, person) => <Time value={person.last_seen_at} /> },
    { title: t('columns.created'), key: 'created', width: 130, render: (_, person) => <Time value={person.created_at} /> },
  ];
  return (
    <Table
      className={stale ? 'people-table people-table-stale' : 'people-table'}
      size="medium"
      rowKey="id"
      columns={columns}
      dataSource={people}
      pagination={false}
      tableLayout="fixed"
      scroll={{ x: 900 }}
      onRow={(person) => ({ onClick: () => void navigate(`/people/${person.id}`) })}
    />
  );
}
