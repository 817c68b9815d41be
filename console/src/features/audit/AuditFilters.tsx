import { useQuery } from '@tanstack/react-query';
import { Button, DatePicker, Input, Select } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNode } from '@/app/node';
import { useMe } from '@/app/session';
import { dayOf } from '@/format/time';
import { dayStart } from '@/format/wallClock';
import { NodeSelect } from '@/page/NodeSelect';
import { auditWordsQuery } from './auditQueries';
import { groupActions, useAuditWords } from './useAuditWords';

export const filterNames = ['actor', 'action', 'target', 'at', 'since', 'until'] as const;

interface AuditFiltersProps {
  search: URLSearchParams;
  filtered: boolean;
  onFilter: (changes: Record<string, string | null>) => void;
  onClear: () => void;
}

export function AuditFilters({ search, filtered, onFilter, onClear }: AuditFiltersProps) {
  const { t } = useTranslation('audit');
  const { timezone } = useMe();
  const words = useAuditWords();
  const here = useNode();
  const known = useQuery(auditWordsQuery).data;
  const actors = (known?.actors ?? []).map(({ actor, name }) => ({ value: actor, label: words.actor({ actor, actor_name: name }) }));
  const actions = groupActions(known?.actions ?? []).map((group) => ({
    label: words.things(group.things),
    options: [
      ...(group.actions.length > 1 ? [{ value: group.things, label: t('allOf', { things: words.things(group.things) }) }] : []),
      ...group.actions.map((action) => ({ value: action, label: words.action(action) })),
    ],
  }));
  const target = search.get('target') ?? '';
  const today = dayjs(dayOf(new Date(), timezone));
  return (
    <div className="filter-bar">
      <Select
        className="audit-filter"
        aria-label={t('columns.actor')}
        placeholder={t('columns.actor')}
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        value={search.get('actor')}
        options={actors}
        onChange={(actor: string | undefined) => onFilter({ actor: actor ?? null })}
      />
      <Select
        className="audit-filter"
        aria-label={t('columns.action')}
        placeholder={t('columns.action')}
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        popupMatchSelectWidth={240}
        value={search.get('action')}
        options={actions}
        onChange={(action: string | undefined) => onFilter({ action: action ?? null })}
      />
      <TargetSearch key={target} value={target} onSearch={(value) => onFilter({ target: value || null })} />
      <NodeSelect className="audit-filter" value={search.get('at') ?? here} placeholder={t('anyNode')} aria-label={t('columns.node')} onChange={(at) => onFilter({ at })} />
      <DatePicker.RangePicker
        aria-label={t('columns.at')}
        value={[shownDay(search.get('since'), timezone), shownDay(search.get('until'), timezone, -1)]}
        presets={[
          { label: t('today'), value: [today, today] },
          { label: t('lastDays', { days: 7 }), value: [today.subtract(6, 'day'), today] },
          { label: t('lastDays', { days: 30 }), value: [today.subtract(29, 'day'), today] },
        ]}
        onChange={(range) =>
          onFilter({
            since: range?.[0] ? dayStart(range[0].format('YYYY-MM-DD'), timezone).toISOString() : null,
            until: range?.[1] ? dayStart(range[1].format('YYYY-MM-DD'), timezone, 1).toISOString() : null,
          })
        }
      />
      {filtered && (
        <Button type="link" onClick={onClear}>
          {t('clear')}
        </Button>
      )}
    </div>
  );
}

function TargetSearch({ value, onSearch }: { value: string; onSearch: (value: string) => void }) {
  const { t } = useTranslation('audit');
  const [text, setText] = useState(value);
  return (
    <Input
      className="audit-filter"
      placeholder={t('targetHint')}
      aria-label={t('columns.target')}
      allowClear
      value={text}
      onChange={(input) => {
        setText(input.target.value);
        if (!input.target.value && value) onSearch('');
      }}
      onPressEnter={() => onSearch(text.trim())}
      onBlur={() => text.trim() !== value && onSearch(text.trim())}
    />
  );
}

/** `until` names the instant after the last day, so the day shown is the one before it. */
function shownDay(text: string | null, timezone: string, shiftMs = 0): Dayjs | null {
  return text ? dayjs(dayOf(new Date(Date.parse(text) + shiftMs), timezone)) : null;
}
