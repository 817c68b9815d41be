import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { WallPicker } from '@/page/WallPicker';
import type { AnyWindow, WindowKind, WindowOf } from '../audienceTypes';
import { NumberWord, WordChoice } from './words';
import { windowAs, windowKinds } from './windows';

interface WindowWordsProps<W extends AnyWindow> {
  window: W;
  use: keyof typeof windowKinds;
  onChange: (window: W) => void;
}

/** When: a window of the sentence, with the parts that its kind has. */
export function WindowWords<W extends AnyWindow>({ window, use, onChange }: WindowWordsProps<W>) {
  const { t } = useTranslation('audiences');
  // A kind is only offered where the condition takes its window.
  const set = (next: AnyWindow) => onChange(next as W);
  return (
    <span className="words">
      <WordChoice<WindowKind>
        label={t('hints.window')}
        value={window.kind ?? 'ever'}
        options={windowKinds[use].map((kind) => ({ value: kind, label: t(`windowKinds.${kind}`) }))}
        onChange={(kind) => set(windowAs(window, kind))}
      />
      <WindowParts window={window} set={set} />
    </span>
  );
}

type Set = (window: AnyWindow) => void;

function WindowParts({ window, set }: { window: AnyWindow; set: Set }) {
  const { t } = useTranslation('audiences');
  switch (window.kind) {
    case 'last':
      return <LastParts window={window} set={set} />;
    case 'ago':
      return (
        <>
          <NumberWord label={t('hints.most')} value={window.most} min={0} max={4000} whole onChange={(most) => set({ ...window, most })} />
          <span>{t('windowJoin.toAgo')}</span>
          <NumberWord label={t('hints.least')} value={window.least ?? 0} min={0} max={4000} whole onChange={(least) => set({ ...window, least })} />
          <DayUnit value={window.unit ?? 'days'} onChange={(unit) => set({ ...window, unit })} />
          <span>{t('windowJoin.agoEnd')}</span>
        </>
      );
    case 'this':
      return (
        <WordChoice
          label={t('hints.unit')}
          value={window.unit}
          options={(['day', 'week', 'month', 'year'] as const).map((unit) => ({ value: unit, label: t(`units.${unit}`) }))}
          onChange={(unit) => set({ ...window, unit })}
        />
      );
    case 'next':
      return (
        <>
          <NumberWord label={t('hints.number')} value={window.amount} min={1} max={366} whole onChange={(amount) => set({ ...window, amount })} />
          <span>{t('units.days')}</span>
        </>
      );
    case 'rolling':
      return (
        <>
          <NumberWord label={t('hints.number')} value={window.amount} min={1} max={100_000} whole onChange={(amount) => set({ ...window, amount })} />
          <WordChoice
            label={t('hints.unit')}
            value={window.unit}
            options={(['hours', 'minutes'] as const).map((unit) => ({ value: unit, label: t(`durations.${unit}`) }))}
            onChange={(unit) => set({ ...window, unit })}
          />
        </>
      );
    case 'between':
      return (
        <>
          <DayWord label={t('hints.first')} value={window.first ?? ''} onChange={(first) => set({ ...window, first: first || null })} />
          <span>{t('windowJoin.to')}</span>
          <DayWord label={t('hints.last')} value={window.last ?? ''} onChange={(last) => set({ ...window, last: last || null })} />
        </>
      );
    case 'instants':
      return (
        <>
          <TimeWord label={t('hints.first')} value={window.after ?? ''} onChange={(after) => set({ ...window, after: after || null })} />
          <span>{t('windowJoin.to')}</span>
          <TimeWord label={t('hints.last')} value={window.until ?? ''} onChange={(until) => set({ ...window, until: until || null })} />
        </>
      );
    default:
      return null;
  }
}

function LastParts({ window, set }: { window: WindowOf<'last'>; set: Set }) {
  const { t } = useTranslation('audiences');
  return (
    <>
      <NumberWord label={t('hints.number')} value={window.amount} min={1} max={4000} whole onChange={(amount) => set({ ...window, amount })} />
      <DayUnit value={window.unit ?? 'days'} onChange={(unit) => set({ ...window, unit })} />
      <WordChoice
        label={t('hints.ends')}
        value={window.ends ?? 'now'}
        options={(['now', 'midnight'] as const).map((ends) => ({ value: ends, label: t(`ends.${ends}`) }))}
        onChange={(ends) => set({ ...window, ends })}
      />
    </>
  );
}

type DayUnitName = 'days' | 'weeks' | 'months';

function DayUnit({ value, onChange }: { value: DayUnitName; onChange: (unit: DayUnitName) => void }) {
  const { t } = useTranslation('audiences');
  return (
    <WordChoice
      label={t('hints.unit')}
      value={value}
      options={(['days', 'weeks', 'months'] as const).map((unit) => ({ value: unit, label: t(`units.${unit}`) }))}
      onChange={onChange}
    />
  );
}

interface DayWordProps {
  value: string;
  label: string;
  onChange: (value: string) => void;
}

export function DayWord({ value, label, onChange }: DayWordProps) {
  return (
    <DatePicker
      size="small"
      variant="filled"
      className={value ? 'word-day' : 'word-day word-open'}
      aria-label={label}
      placeholder={label}
      value={value ? dayjs(value) : null}
      onChange={(day) => onChange(day ? day.format('YYYY-MM-DD') : '')}
    />
  );
}

function TimeWord({ value, label, onChange }: DayWordProps) {
  return (
    <WallPicker
      size="small"
      variant="filled"
      className={value ? 'word-day word-time' : 'word-day word-time word-open'}
      label={label}
      placeholder={label}
      clearable
      value={value || null}
      onChange={(moment) => onChange(moment ?? '')}
    />
  );
}
