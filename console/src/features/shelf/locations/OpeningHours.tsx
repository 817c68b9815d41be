import { CopyOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input } from 'antd';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { problemOf, spansMost, spansOf, weekdays, type Hours, type Weekday } from './hours';

/** Opening hours day by day; a day may close at noon and open again. */
export function OpeningHours({ value, disabled, onChange }: { value: Hours; disabled: boolean; onChange: (hours: Hours) => void }) {
  const { t } = useTranslation('shelf');
  const first = weekdays.find((day) => value[day]?.length);
  return (
    <div role="group" aria-label={t('locations.hours')} className="shelf-hours">
      {weekdays.map((day) => (
        <Day key={day} day={day} times={value[day] ?? []} disabled={disabled} onChange={(times) => onChange({ ...value, [day]: times })} />
      ))}
      {first && !disabled && (
        <Button size="small" icon={<CopyOutlined />} onClick={() => onChange(Object.fromEntries(weekdays.map((day) => [day, [...(value[first] ?? [])]])))}>
          {t('locations.sameEveryDay', { day: t(`locations.days.${first}`) })}
        </Button>
      )}
    </div>
  );
}

function Day({ day, times, disabled, onChange }: { day: Weekday; times: string[]; disabled: boolean; onChange: (times: string[]) => void }) {
  const { t } = useTranslation('shelf');
  const name = t(`locations.days.${day}`);
  const spans = spansOf(times);
  const problem = problemOf(times);
  const put = (at: number, time: string) => onChange(times.map((each, place) => (place === at ? time : each)));
  return (
    <div className="shelf-day">
      <Checkbox disabled={disabled} checked={spans.length > 0} onChange={(box) => onChange(box.target.checked ? ['09:00', '21:00'] : [])}>
        {name}
      </Checkbox>
      <div className="shelf-spans">
        {spans.length === 0 && <span className="muted">{t('locations.closedThatDay')}</span>}
        {spans.map(([open, close], at) => (
          <Fragment key={at}>
            <span className="shelf-span">
              <Input inputMode="numeric" maxLength={5} placeholder="09:00" disabled={disabled} aria-label={t('locations.opensAt', { day: name, number: at + 1 })} value={open} status={problem ? 'error' : ''} onChange={(input) => put(2 * at, input.target.value)} />
              <span aria-hidden>–</span>
              <Input inputMode="numeric" maxLength={5} placeholder="09:00" disabled={disabled} aria-label={t('locations.closesAt', { day: name, number: at + 1 })} value={close} status={problem ? 'error' : ''} onChange={(input) => put(2 * at + 1, input.target.value)} />
              {!disabled && at > 0 && <Button type="text" icon={<DeleteOutlined />} aria-label={t('locations.removeSpan', { day: name, number: at + 1 })} onClick={() => onChange(times.filter((_, place) => place !== 2 * at && place !== 2 * at + 1))} />}
            </span>
          </Fragment>
        ))}
        {!disabled && spans.length > 0 && spans.length < spansMost && (
          <Button type="text" size="small" icon={<PlusOutlined />} aria-label={t('locations.addSpanOn', { day: name })} onClick={() => onChange([...times, '', ''])}>
            {t('locations.addSpan')}
          </Button>
        )}
        {problem && (
          <p className="shelf-problem" role="alert">
            {t(`locations.hourProblems.${problem}`, { day: name })}
          </p>
        )}
      </div>
    </div>
  );
}
