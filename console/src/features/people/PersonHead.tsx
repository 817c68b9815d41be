import { Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person } from '@/api/types';
import { plainValue } from '@/format/value';
import { Face } from '@/page/Face';
import { Time } from '@/page/Time';
import { PersonState } from './PersonState';
import { PersonTags } from './PersonTags';

/** Who this is, at a glance. */
export function PersonHead({ person }: { person: Person }) {
  const { t } = useTranslation('people');
  return (
    <section className="panel person-head">
      <Face id={person.id} name={person.name} size={56} />
      <div className="person-head-words">
        <div className="person-name">
          <h1>{person.name || t('unnamed')}</h1>
          <PersonState state={person.state} />
          <Typography.Text copyable className="code muted">
            {person.id}
          </Typography.Text>
        </div>
        <dl className="person-facts">
          <Fact label={t('columns.phone')}>{plainValue(person.phone_masked)}</Fact>
          <Fact label={t('columns.email')}>{plainValue(person.email_masked)}</Fact>
          <Fact label={t('columns.lastSeen')}>
            <Time value={person.last_seen_at} />
          </Fact>
          <Fact label={t('columns.created')}>
            <Time value={person.created_at} />
          </Fact>
        </dl>
        <PersonTags person={person} />
      </div>
    </section>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd className="figures">{children}</dd>
    </div>
  );
}
