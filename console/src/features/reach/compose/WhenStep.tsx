import { Form, InputNumber, Radio, Switch, TimePicker } from 'antd';
import dayjs from 'dayjs';
import customParseFormat from 'dayjs/plugin/customParseFormat';
import { useTranslation } from 'react-i18next';
import { useMe } from '@/app/session';
import { momentOf, wallOf } from '@/format/wallClock';
import { useNow } from '@/page/Time';
import { WallPicker } from '@/page/WallPicker';
import { CapsField } from './CapsField';
import { lacksOf, type Draft } from './draft';
import { isQuiet } from './quietHours';

dayjs.extend(customParseFormat);

interface WhenStepProps {
  draft: Draft;
  edit: (changes: Partial<Draft>) => void;
}

const leadMs = 3_600_000;
const clock = 'HH:mm';

/** When it goes out, and what it must not disturb. */
export function WhenStep({ draft, edit }: WhenStepProps) {
  const { t } = useTranslation('reach');
  const { timezone } = useMe();
  const now = useNow();
  const later = Boolean(draft.starts_at);
  const wall = wallOf(draft.starts_at ? new Date(draft.starts_at) : now, timezone);
  const quietNow = isQuiet(wall.slice(11), draft.quiet);
  const nextHour = () => momentOf(`${wallOf(new Date(now.getTime() + leadMs), timezone).slice(0, 13)}:00`, timezone).toISOString();

  return (
    <Form layout="vertical" className="compose-columns" component="div">
      <section className="panel compose-panel">
        <Form.Item label={t('when.start')} extra={t('when.zone', { zone: timezone })}>
          <Radio.Group
            className="reach-radios"
            value={later ? 'later' : 'now'}
            onChange={(event) => edit({ starts_at: event.target.value === 'later' ? nextHour() : null })}
            options={[
              { value: 'now', label: t('when.now') },
              { value: 'later', label: t('when.later') },
            ]}
          />
          {later && <WallPicker className="compose-date" label={t('when.start')} value={draft.starts_at ?? null} clearable={false} onChange={(starts_at) => edit({ starts_at })} />}
          {draft.starts_at && Date.parse(draft.starts_at) < now.getTime() && <p className="muted">{t('when.past')}</p>}
          {quietNow && draft.quiet && <p className="reach-warning">{t('when.inQuiet', { end: draft.quiet.end })}</p>}
        </Form.Item>
        <Form.Item label={t('when.end')} extra={t('when.endNote')}>
          <WallPicker className="compose-date" label={t('when.end')} value={draft.ends_at ?? null} clearable onChange={(ends_at) => edit({ ends_at })} />
          {lacksOf('when', draft).includes('order') && <p className="reach-warning">{t('lacks.order')}</p>}
        </Form.Item>
        <Form.Item label={t('when.rate')} extra={t('when.rateNote')} htmlFor="campaign-rate">
          <InputNumber
            id="campaign-rate"
            className="compose-number"
            min={1}
            max={10_000_000}
            precision={0}
            placeholder={t('when.noRate')}
            suffix={t('when.perMinute')}
            value={draft.per_minute}
            onChange={(per_minute) => edit({ per_minute })}
          />
        </Form.Item>
      </section>
      <section className="panel compose-panel">
        <Form.Item label={t('when.quiet')} extra={t('when.quietNote')}>
          <div className="compose-inline">
            <Switch aria-label={t('when.quiet')} checked={Boolean(draft.quiet)} onChange={(on) => edit({ quiet: on ? { start: '22:00', end: '08:00' } : null })} />
            {draft.quiet && (
              <TimePicker.RangePicker
                aria-label={t('when.quiet')}
                format={clock}
                order={false}
                minuteStep={15}
                allowClear={false}
                needConfirm={false}
                value={[dayjs(draft.quiet.start, clock), dayjs(draft.quiet.end, clock)]}
                onChange={(range) => {
                  const [start, end] = [range?.[0]?.format(clock), range?.[1]?.format(clock)];
                  if (start && end && start !== end) edit({ quiet: { start, end } });
                }}
              />
            )}
          </div>
        </Form.Item>
        <CapsField caps={draft.caps ?? []} onChange={(caps) => edit({ caps })} />
      </section>
    </Form>
  );
}
