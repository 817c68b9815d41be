import { Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/useFormat';
import { useEventLabel } from '@/page/useEventLabel';
import type { EventName } from '../peopleTypes';
import { eventLooks } from './eventLooks';
import { familiesOf, familyOf } from './timeline';

interface TimelineFiltersProps {
  names: readonly EventName[];
  event: string | null;
  family: string | null;
  onChange: (changes: Record<string, string | null>) => void;
}

/** By kind, as far as there are any, and by name, with how often each happened. */
export function TimelineFilters({ names, event, family, onChange }: TimelineFiltersProps) {
  const { t } = useTranslation('people');
  const format = useFormat();
  const eventLabel = useEventLabel();
  const total = names.reduce((sum, name) => sum + name.count, 0);
  const families = familiesOf(names);
  const offered = names.filter((name) => !family || familyOf({ event: name.event, type: name.event }) === family);
  return (
    <div className="timeline-filters">
      <div className="timeline-kinds" role="group" aria-label={t('timelineKinds.label')}>
        <KindButton on={!family} onClick={() => onChange({ kind: null, event: null })} label={t('timelineKinds.all')} count={format.number(total)} />
        {families.map(({ name, count }) => (
          <KindButton
            key={name}
            icon={eventLooks[name].icon}
            on={family === name}
            onClick={() => onChange({ kind: family === name ? null : name, event: null })}
            label={t(`timelineKinds.${name}`)}
            count={format.number(count)}
          />
        ))}
      </div>
      <Select
        className="timeline-filter"
        aria-label={t('filterEvent')}
        placeholder={t('filterEvent')}
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        value={event ?? undefined}
        onChange={(value: string | undefined) => onChange({ event: value ?? null })}
        options={offered.map((name) => ({ value: name.event, label: t('eventWithCount', { name: eventLabel(name.event, name.event), count: name.count }) }))}
      />
    </div>
  );
}

interface KindButtonProps {
  on: boolean;
  label: string;
  count: string;
  icon?: ReactNode;
  onClick: () => void;
}

function KindButton({ on, label, count, icon, onClick }: KindButtonProps) {
  return (
    <button type="button" className="timeline-kind" aria-pressed={on} onClick={onClick}>
      {icon}
      {label}
      <span className="figures timeline-kind-count">{count}</span>
    </button>
  );
}
