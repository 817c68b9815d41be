import { useTranslation } from 'react-i18next';
import type { AnyWindow, Behaviour, Measure } from '../audienceTypes';
import type { LeafProps } from './builderContext';
import { MeasuredOp, MeasuredValue } from './CompareWords';
import { EventWord, FieldWord, FilterWords } from './EventWords';
import { asBehaviour, behaviourKinds } from './leaves';
import { needsField } from './missing';
import { Sentence } from './Sentence';
import { WindowWords } from './WindowWords';
import { WordChoice } from './words';

const measures = ['count', 'distinct_days', 'sum', 'average', 'minimum', 'maximum', 'distinct_values'] as const;
const ever: AnyWindow = { kind: 'ever' };
const once = { op: 'at_least', value: 1 } as const;

/** Did something, did not, did it first or last within a window. */
export function BehaviourEditor({ leaf, onChange }: LeafProps<Behaviour>) {
  const { t } = useTranslation('audiences');
  const measure = leaf.kind === 'did' ? (leaf.measure ?? { of: 'count' as const }) : undefined;
  return (
    <Sentence
      of={leaf.kind}
      slots={{
        verb: (
          <WordChoice
            strong
            label={t('hints.verb')}
            value={leaf.kind}
            options={behaviourKinds.map((kind) => ({ value: kind, label: t(`verbs.${kind}`) }))}
            onChange={(kind) => onChange(asBehaviour(leaf, kind))}
          />
        ),
        event: <EventWord event={leaf.event} onChange={(event) => onChange({ ...leaf, event })} />,
        window: (
          <WindowWords
            use={leaf.kind === 'first' || leaf.kind === 'last' ? 'occurred' : 'events'}
            window={leaf.window ?? ever}
            onChange={(window) => onChange({ ...leaf, window } as Behaviour)}
          />
        ),
        where: (
          <FilterWords
            event={leaf.event}
            filters={leaf.where ?? []}
            onChange={(where) => onChange({ ...leaf, where: where.length ? where : undefined } as Behaviour)}
          />
        ),
        ...(leaf.kind === 'did' && measure
          ? {
              op: <MeasuredOp compare={leaf.compare ?? once} onChange={(compare) => onChange({ ...leaf, compare })} />,
              value: <MeasuredValue compare={leaf.compare ?? once} onChange={(compare) => onChange({ ...leaf, compare })} />,
              measure: (
                <WordChoice<Measure['of']>
                  label={t('hints.measure')}
                  value={measure.of}
                  options={measures.map((of) => ({ value: of, label: t(`measures.${of}`) }))}
                  onChange={(of) => onChange({ ...leaf, measure: needsField(of) ? { of, field: measure.field ?? '' } : { of } })}
                />
              ),
              field: needsField(measure.of) && (
                <FieldWord
                  event={leaf.event}
                  numeric={measure.of !== 'distinct_values'}
                  field={measure.field ?? ''}
                  onChange={(field) => onChange({ ...leaf, measure: { of: measure.of, field } })}
                />
              ),
            }
          : {}),
      }}
    />
  );
}
