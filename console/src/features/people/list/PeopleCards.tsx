import { Checkbox } from 'antd';
import { useTranslation } from 'react-i18next';
import type { PersonSummary } from '@/api/types';
import { plainValue } from '@/format/value';
import { Face } from '@/page/Face';
import { LinkCards } from '@/page/LinkCards';
import { Time } from '@/page/Time';
import { TagChips } from '../tags/TagChips';
import type { Selection } from './useSelection';
import './people.css';

/** The same list for a narrow screen. */
export function PeopleCards({ people, selection }: { people: PersonSummary[]; selection: Selection | undefined }) {
  const { t } = useTranslation('people');
  return (
    <LinkCards rows={people} pathOf={(person) => `/people/${person.id}`} before={selection && ((person) => choice(person, selection))}>
      {(person) => (
        <span className="people-card">
          <Face id={person.id} name={person.name} size={36} />
          <span className="people-card-words">
            <strong className="ellipsis">{person.name || t('unnamed')}</strong>
            <span className="muted figures ellipsis">{plainValue(person.phone_masked ?? person.email_masked)}</span>
            <TagChips tags={person.tags} limit={2} />
          </span>
          <span className="muted people-card-time">
            <Time value={person.last_seen_at} />
          </span>
        </span>
      )}
    </LinkCards>
  );

  function choice(person: PersonSummary, { ids, toggle }: Selection) {
    return (
      <Checkbox
        className="people-card-choice"
        aria-label={t('bulk.choose', { name: person.name || t('unnamed') })}
        checked={ids.includes(person.id)}
        onChange={() => toggle(person.id)}
      />
    );
  }
}
