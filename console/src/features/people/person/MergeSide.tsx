import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Person } from '@/api/types';
import { useFormat } from '@/format/useFormat';
import { plainValue } from '@/format/value';
import { Face } from '@/page/Face';
import { Facts } from '@/page/Facts';
import { Time } from '@/page/Time';
import { Tone } from '@/page/Tone';
import { TagChips } from '../tags/TagChips';
import { valueQuery } from './personQueries';
import { useKindName } from './useKindName';
import './parts.css';

const identifiersShown = 6;

interface MergeSideProps {
  person: Person;
  /** Its id stands for both afterwards. */
  stands?: boolean;
  /** Identifiers to point at. */
  marked?: readonly string[];
}

/** One of two persons that are looked at side by side. */
export function MergeSide({ person, stands = false, marked = [] }: MergeSideProps) {
  const { t } = useTranslation('people');
  const format = useFormat();
  const kindName = useKindName();
  const value = useQuery(valueQuery(person.id)).data;
  const shown = [...person.identifiers].sort((one, other) => Number(marked.includes(other.id)) - Number(marked.includes(one.id))).slice(0, identifiersShown);
  const hidden = person.identifiers.length - shown.length;
  return (
    <section className="merge-side">
      <header>
        <Face id={person.id} name={person.name} size={36} />
        <span className="merge-side-who">
          <Link to={`/people/${person.id}`} target="_blank">
            {person.name || t('unnamed')}
          </Link>
          <span className="code muted">{person.id}</span>
        </span>
        {stands && <Tone tone="good">{t('merge.stands')}</Tone>}
      </header>
      <Facts
        facts={[
          { label: t('columns.phone'), value: plainValue(person.phone_masked) },
          { label: t('columns.email'), value: plainValue(person.email_masked) },
          { label: t('value.title'), value: value ? t('worth', { amount: format.money(value.total_minor), orders: format.number(value.orders) }) : plainValue(null) },
          { label: t('columns.created'), value: <Time value={person.created_at} /> },
          { label: t('columns.lastSeen'), value: <Time value={person.last_seen_at} /> },
        ]}
      />
      <TagChips tags={person.tags} limit={4} />
      <ul className="merge-side-identifiers">
        {shown.map((identifier) => (
          <li key={identifier.id} className={marked.includes(identifier.id) ? 'merge-side-marked' : undefined}>
            <span className="muted">{kindName(identifier.kind)}</span> <span className="code">{identifier.value_masked}</span>
          </li>
        ))}
        {hidden > 0 && <li className="muted">{t('merge.more', { count: hidden })}</li>}
      </ul>
    </section>
  );
}
