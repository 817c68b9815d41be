import { Form, InputNumber, Slider } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/useFormat';
import { useEventLabel } from '@/page/useEventLabel';
import { usePoints } from '../usePoints';
import type { Draft } from './draft';
import { powerOf } from './power';

interface HoldoutChoiceProps {
  draft: Draft;
  edit: (changes: Partial<Draft>) => void;
  /** Size of the segment, while it is known. */
  people: number | null;
}

const holdoutMax = 50;
const baseAtFirst = 5;

/** How many get nothing, and what that lets the result tell. */
export function HoldoutChoice({ draft, edit, people }: HoldoutChoiceProps) {
  const { t } = useTranslation('reach');
  const format = useFormat();
  const [basePercent, setBasePercent] = useState(baseAtFirst);
  const percent = draft.holdout_percent ?? 0;
  return (
    <>
      <Form.Item label={t('who.holdout')} extra={t('who.holdoutNote')} className="compose-holdout">
        <div className="compose-inline">
          <Slider
            className="compose-slider"
            min={0}
            max={Math.max(holdoutMax, percent)}
            value={percent}
            ariaLabelForHandle={t('who.holdout')}
            tooltip={{ formatter: (value) => format.percent((value ?? 0) / 100) }}
            onChange={(value) => edit({ holdout_percent: value })}
          />
          <InputNumber
            aria-label={t('who.holdoutPercent')}
            min={0}
            max={90}
            suffix="%"
            value={percent}
            onChange={(value) => edit({ holdout_percent: value ?? 0 })}
          />
        </div>
      </Form.Item>
      {people !== null && people > 0 && <Dealt people={people} percent={percent} />}
      <Form.Item label={t('who.base')} htmlFor="campaign-base">
        <InputNumber
          id="campaign-base"
          min={0}
          max={99}
          step={0.5}
          suffix="%"
          value={basePercent}
          onChange={(value) => setBasePercent(value ?? baseAtFirst)}
        />
      </Form.Item>
      <PowerWords people={people} percent={percent} base={basePercent / 100} event={draft.goal?.event ?? null} />
    </>
  );
}

function Dealt({ people, percent }: { people: number; percent: number }) {
  const { t } = useTranslation('reach');
  const format = useFormat();
  const { sent, heldOut } = powerOf(people, percent, 0);
  return (
    <div className="compose-dealt">
      <div className="compose-dealt-bar" aria-hidden>
        <span style={{ flexGrow: sent }} />
        <span style={{ flexGrow: heldOut }} className="compose-dealt-held" />
      </div>
      <div className="compose-dealt-words figures">
        <span>{t('who.sentCount', { shown: format.number(sent) })}</span>
        <span className="muted">{t('who.heldCount', { shown: format.number(heldOut) })}</span>
      </div>
    </div>
  );
}

function PowerWords({ people, percent, base, event }: { people: number | null; percent: number; base: number; event: string | null }) {
  const { t } = useTranslation('reach');
  const format = useFormat();
  const points = usePoints();
  const eventLabel = useEventLabel();
  return (
    <p className="compose-power" aria-live="polite">
      {text()}
    </p>
  );

  function text(): string {
    if (people === null) return t('power.unknown');
    if (percent === 0) return t('power.none');
    const { rise, raised } = powerOf(people, percent, base);
    if (rise === null || raised === null) return t('power.tooFew');
    return t('power.found', {
      goal: event ? eventLabel(event, 'track') : t('power.goal'),
      base: format.percent(base),
      raised: format.percent(raised),
      points: points(rise),
      share: base > 0 ? format.change(rise / base) : points(rise),
    });
  }
}
