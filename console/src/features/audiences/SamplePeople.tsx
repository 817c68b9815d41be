import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useMay } from '@/app/session';
import { Face } from '@/page/Face';
import { Loaded } from '@/page/Loaded';
import { peopleNamedQuery } from '@/page/peopleQueries';
import { Time } from '@/page/Time';

/** A few people by name; each leads to their page. */
export function SamplePeople({ personIds }: { personIds: readonly string[] }) {
  const { t } = useTranslation('audiences');
  const permitted = useMay('people.read');
  const people = useQuery({ ...peopleNamedQuery(personIds), enabled: permitted && personIds.length > 0 });
  if (!permitted) return <p className="muted">{t('sample.noRight')}</p>;
  return (
    <Loaded query={people} rows={Math.min(personIds.length, 4)}>
      {(found) => (
        <ul className="sample-people">
          {found.map((person) => (
            <li key={person.id}>
              <Link to={`/people/${person.id}`} className="sample-person">
                <Face id={person.id} name={person.name} />
                <span className="sample-person-words">
                  <span className="ellipsis">{person.name || t('unnamed')}</span>
                  <span className="muted ellipsis figures">{person.phone_masked ?? person.email_masked ?? t(`personStates.${person.state}`)}</span>
                </span>
                <span className="muted sample-person-time">
                  <Time value={person.last_seen_at} />
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Loaded>
  );
}
