import { CloseOutlined, PlusOutlined, RightOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { Of, Step } from '../audienceTypes';
import type { LeafProps } from './builderContext';
import { EventWord, FilterWords } from './EventWords';
import { Sentence } from './Sentence';
import { WindowWords } from './WindowWords';
import { NumberWord, WordChoice } from './words';

type Sequence = Of<'sequence'>;

const stepsMax = 10;
const durations = ['minutes', 'hours', 'days', 'seconds'] as const;

/** One thing after another, and how far people came. */
export function SequenceEditor({ leaf, onChange }: LeafProps<Sequence>) {
  const set = (changes: Partial<Sequence>) => onChange({ ...leaf, ...changes });
  return (
    <Sentence
      of="sequence"
      slots={{
        window: <WindowWords use="events" window={leaf.window ?? { kind: 'ever' }} onChange={(window) => set({ window })} />,
        steps: <Steps steps={leaf.steps} onChange={(steps) => onChange(withSteps(leaf, steps))} />,
        within: <Within leaf={leaf} set={set} />,
        reached: <Reached leaf={leaf} set={set} />,
      }}
    />
  );
}

/** Nobody can reach more steps than there are. */
function withSteps(leaf: Sequence, steps: Step[]): Sequence {
  const bounded = (step: number | null | undefined) => (step ? Math.min(step, steps.length) : step);
  return { ...leaf, steps, reached_least: bounded(leaf.reached_least), reached_most: bounded(leaf.reached_most) };
}

function Steps({ steps, onChange }: { steps: Step[]; onChange: (steps: Step[]) => void }) {
  const { t } = useTranslation('audiences');
  const set = (place: number, step: Step) => onChange(steps.map((each, at) => (at === place ? step : each)));
  return (
    <>
      {steps.map((step, place) => (
        <Fragment key={place}>
          {place > 0 && <RightOutlined className="muted" />}
          <span className="words word-filter">
            <EventWord event={step.event} onChange={(event) => set(place, { ...step, event })} />
            <FilterWords event={step.event} filters={step.where ?? []} onChange={(where) => set(place, where.length ? { ...step, where } : { event: step.event })} />
            {steps.length > 2 && (
              <Button
                type="text"
                size="small"
                className="word-remove"
                icon={<CloseOutlined />}
                aria-label={t('removeStep', { step: place + 1 })}
                onClick={() => onChange(steps.filter((_, at) => at !== place))}
              />
            )}
          </span>
        </Fragment>
      ))}
      {steps.length < stepsMax && (
        <Button type="text" size="small" className="word-add" icon={<PlusOutlined />} onClick={() => onChange([...steps, { event: '' }])}>
          {t('addStep')}
        </Button>
      )}
    </>
  );
}

interface PartProps {
  leaf: Sequence;
  set: (changes: Partial<Sequence>) => void;
}

function Within({ leaf, set }: PartProps) {
  const { t } = useTranslation('audiences');
  const within = leaf.within;
  if (!within) {
    return (
      <Button type="text" size="small" className="word-add" icon={<PlusOutlined />} onClick={() => set({ within: { amount: 7, unit: 'days' } })}>
        {t('addWithin')}
      </Button>
    );
  }
  const [before, between, after] = t('within').split(/<\w+\/>/);
  return (
    <span className="words word-filter">
      {before}
      <NumberWord label={t('hints.number')} value={within.amount} min={1} max={100_000} whole onChange={(amount) => set({ within: { ...within, amount } })} />
      {between}
      <WordChoice
        label={t('hints.unit')}
        value={within.unit}
        options={durations.map((unit) => ({ value: unit, label: t(`durations.${unit}`) }))}
        onChange={(unit) => set({ within: { ...within, unit } })}
      />
      {after}
      <Button type="text" size="small" className="word-remove" icon={<CloseOutlined />} aria-label={t('removeWithin')} onClick={() => set({ within: undefined })} />
    </span>
  );
}

function Reached({ leaf, set }: PartProps) {
  const { t } = useTranslation('audiences');
  const all = leaf.steps.length;
  const part = leaf.reached_most != null || leaf.reached_least != null;
  const most = leaf.reached_most ?? all;
  const least = leaf.reached_least ?? (leaf.reached_most ? 1 : all);
  const [before, between, after] = t('reached.part').split(/<\w+\/>/);
  return (
    <span className="words">
      <WordChoice
        label={t('hints.reached')}
        value={part ? 'part' : 'all'}
        options={[
          { value: 'all', label: t('reached.all') },
          { value: 'part', label: `${before}…${after}` },
        ]}
        onChange={(choice) => set(choice === 'all' ? { reached_least: undefined, reached_most: undefined } : { reached_least: 1, reached_most: Math.max(1, all - 1) })}
      />
      {part && (
        <>
          <NumberWord label={t('hints.number')} value={least} min={1} max={most} whole onChange={(step) => set({ reached_least: step, reached_most: most })} />
          {between}
          <NumberWord label={t('hints.number')} value={most} min={least} max={all} whole onChange={(step) => set({ reached_least: least, reached_most: step })} />
        </>
      )}
    </span>
  );
}
