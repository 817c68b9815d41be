import { Tooltip } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/useFormat';
import { plainValue } from '@/format/value';
import type { Stage, StageFigure } from '../overviewTypes';
import { box, flowsOf, overlay, placeOf, sizeOf, stageColors, wheelHub, wheelHubSize, wheelRim } from './wheelShape';

interface WheelProps {
  stages: readonly StageFigure[];
  active: number;
  onOpen: (group: Stage | 'active') => void;
}

/** Five stages on a rim, arrows with the share of people who go on. */
export function Wheel({ stages, active, onOpen }: WheelProps) {
  const { t } = useTranslation('overview');
  const format = useFormat();
  const arrow = useId();
  const most = Math.max(1, ...stages.map((stage) => stage.people));
  const flows = flowsOf(stages);
  return (
    <div className="wheel" style={{ aspectRatio: `${box.width} / ${box.height}` }}>
      <svg viewBox={`0 0 ${box.width} ${box.height}`} aria-hidden>
        <defs>
          {flows.map(({ stage }) => (
            <marker key={stage} id={`${arrow}-${stage}`} viewBox="0 0 8 8" refX="5" refY="4" markerWidth="5" markerHeight="5" orient="auto">
              <path d="M0 0L8 4L0 8Z" style={{ fill: stageColors[stage] }} />
            </marker>
          ))}
        </defs>
        <circle className="wheel-rim" cx={wheelHub.x} cy={wheelHub.y} r={wheelRim} />
        <circle className="wheel-hub" cx={wheelHub.x} cy={wheelHub.y} r={wheelHubSize} />
        {flows.map(({ stage, path, rate }) => (
          <path
            key={stage}
            className="wheel-flow"
            d={path}
            style={{ stroke: stageColors[stage], strokeWidth: 1.5 + 5 * Math.sqrt(rate ?? 0), opacity: rate === null ? 0.35 : 0.9 }}
            markerEnd={`url(#${arrow}-${stage})`}
          />
        ))}
        {stages.map(({ stage, people }) => {
          const { x, y } = placeOf(stage);
          return <circle key={stage} className="wheel-stage-disc" cx={x} cy={y} r={sizeOf(people, most)} style={{ stroke: stageColors[stage] }} />;
        })}
      </svg>
      <button type="button" className="wheel-over wheel-centre" style={overlay(wheelHub)} title={t('wheel.activeHint')} onClick={() => onOpen('active')}>
        <strong className="figures">{format.short(active)}</strong>
        <span className="muted">{t('metrics.active_people')}</span>
      </button>
      {stages.map(({ stage, people }) => (
        <Tooltip key={stage} title={`${format.number(people)} · ${t(`stageDefinitions.${stage}`)}`}>
          <button type="button" className="wheel-over wheel-stage" style={overlay(placeOf(stage))} onClick={() => onOpen(stage)}>
            <span style={{ color: `color-mix(in srgb, ${stageColors[stage]} 80%, var(--ink))` }}>{t(`stages.${stage}`)}</span>
            <strong className="figures">{format.short(people)}</strong>
          </button>
        </Tooltip>
      ))}
      {flows.map(({ stage, rate, label }) => (
        <span key={stage} className="wheel-over wheel-rate figures" style={overlay(label)} title={t(`rateDefinitions.${stage}`)}>
          {rate === null ? plainValue(null) : format.percent(rate)}
        </span>
      ))}
    </div>
  );
}
