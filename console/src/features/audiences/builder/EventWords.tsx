import { CloseOutlined, PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/useFormat';
import { useEventLabel } from '@/page/useEventLabel';
import type { EventFilter } from '../audienceTypes';
import { useSpeech } from '../useSpeech';
import { propertiesQuery, propertyValuesQuery, wordsQuery } from '../wordQueries';
import { CompareWords } from './CompareWords';
import { kindOfField, kindOfSeen } from './comparing';
import { useStarts } from './useStarts';
import { WordPick } from './words';

interface EventWordProps {
  event: string;
  onChange: (event: string) => void;
}

/** Something people do: those of the last 90 days, the most frequent first; any other may be typed. */
export function EventWord({ event, onChange }: EventWordProps) {
  const { t } = useTranslation('audiences');
  const format = useFormat();
  const label = useEventLabel();
  const words = useQuery(wordsQuery);
  return (
    <WordPick
      free
      label={t('hints.event')}
      value={event}
      loading={words.isLoading}
      options={optionsOf()}
      onChange={onChange}
    />
  );

  function optionsOf() {
    const seen = words.data?.events ?? [];
    const known = seen.some((each) => each.name === event);
    const all = known || !event ? seen : [{ name: event, count: 0 }, ...seen];
    return all.map(({ name, count }) => ({
      value: name,
      search: label(name, 'track'),
      label: (
        <span className="word-option">
          <span className="ellipsis">{label(name, 'track')}</span>
          {count > 0 && <span className="muted figures">{format.short(count)}</span>}
        </span>
      ),
    }));
  }
}

interface FieldWordProps {
  event: string;
  field: string;
  /** Only fields that hold numbers, for sums and the like. */
  numeric?: boolean;
  onChange: (field: string) => void;
}

/** A field of an event: its own properties as they were seen, then the columns that all events have. */
export function FieldWord({ event, field, numeric = false, onChange }: FieldWordProps) {
  const { t } = useTranslation('audiences');
  const speech = useSpeech();
  const columns = useQuery(wordsQuery).data?.columns ?? [];
  const properties = useQuery(propertiesQuery(event)).data ?? [];
  const fits = (name: string, types: readonly string[]) => !numeric || kindOfField(name, types) === 'number';
  const option = (name: string) => ({ value: name, label: speech.field(name), search: speech.field(name) });
  const own = properties.filter((each) => fits(each.field, each.types)).map((each) => option(each.field));
  const common = columns.filter((name) => fits(name, [])).map(option);
  const all = [...own, ...common];
  const shown = field && !all.some((each) => each.value === field) ? [option(field), ...all] : all;
  return <WordPick label={t('hints.field')} value={field} options={shown} onChange={onChange} />;
}

interface FiltersProps {
  event: string;
  filters: EventFilter[];
  onChange: (filters: EventFilter[]) => void;
}

/** "where category is food": what the event itself must have been like. */
export function FilterWords({ event, filters, onChange }: FiltersProps) {
  const { t } = useTranslation('audiences');
  const set = (place: number, filter: EventFilter) => onChange(filters.map((each, at) => (at === place ? filter : each)));
  return (
    <span className="words">
      {filters.map((filter, place) => (
        <Fragment key={place}>
          <span>{place === 0 ? t('whereLabel') : t('filterAnd')}</span>
          <span className="words word-filter">
            <OneFilter event={event} filter={filter} onChange={(next) => set(place, next)} />
            <Button
              type="text"
              size="small"
              className="word-remove"
              icon={<CloseOutlined />}
              aria-label={t('removeFilter')}
              onClick={() => onChange(filters.filter((_, at) => at !== place))}
            />
          </span>
        </Fragment>
      ))}
      {event && filters.length < 20 && (
        <Button type="text" size="small" className="word-add" icon={<PlusOutlined />} onClick={() => onChange([...filters, { field: '', compare: { op: 'equals', value: '' } }])}>
          {t('addWhere')}
        </Button>
      )}
    </span>
  );
}

function OneFilter({ event, filter, onChange }: { event: string; filter: EventFilter; onChange: (filter: EventFilter) => void }) {
  const [starts, setStarts] = useStarts();
  const types = useQuery(propertiesQuery(event)).data?.find((each) => each.field === filter.field)?.types ?? [];
  const seen = useQuery(propertyValuesQuery(event, filter.field, starts)).data ?? [];
  // Judged by all that is there, or it would change while a value is being typed.
  const all = useQuery(propertyValuesQuery(event, filter.field, '')).data ?? [];
  const kind = kindOfField(filter.field, types) ?? kindOfSeen(all);
  return (
    <>
      <FieldWord event={event} field={filter.field} onChange={(field) => onChange({ ...filter, field })} />
      {filter.field && <CompareWords compare={filter.compare} kind={kind} seen={seen} onSearch={setStarts} onChange={(compare) => onChange({ ...filter, compare })} />}
    </>
  );
}
