import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import { useFormat } from '@/format/useFormat';
import type { Of } from '../audienceTypes';
import { useSpeech } from '../useSpeech';
import { consentCountsQuery, valuesQuery, wordsQuery } from '../wordQueries';
import type { LeafProps } from './builderContext';
import { CompareWords, ManyValues } from './CompareWords';
import { kindOfSeen } from './comparing';
import { EventWord } from './EventWords';
import { Sentence } from './Sentence';
import { useStarts } from './useStarts';
import { WindowWords } from './WindowWords';
import { NumberWord, WordChoice, WordPick } from './words';

/** A trait or an attribute, with the values that people really have. */
export function ValueEditor({ leaf, onChange }: LeafProps<Of<'trait'> | Of<'attribute'>>) {
  const { t } = useTranslation('audiences');
  const [starts, setStarts] = useStarts();
  const seen = useQuery(valuesQuery(leaf.kind, leaf.name, starts)).data ?? [];
  // Judged by all that is there, or it would change while a value is being typed.
  const all = useQuery(valuesQuery(leaf.kind, leaf.name, '')).data ?? [];
  return (
    <Sentence
      of={leaf.kind}
      slots={{
        name: <KeyWord of={leaf.kind === 'trait' ? 'traits' : 'attributes'} label={t(`hints.${leaf.kind}`)} value={leaf.name} onChange={(name) => onChange({ ...leaf, name })} />,
        compare: leaf.name && <CompareWords compare={leaf.compare} kind={kindOfSeen(all)} seen={seen} onSearch={setStarts} onChange={(compare) => onChange({ ...leaf, compare })} />,
      }}
    />
  );
}

interface KeyWordProps {
  of: 'traits' | 'attributes' | 'identifiers';
  label: string;
  value: string;
  onChange: (name: string) => void;
}

/** Something known of people, with how many have it. */
function KeyWord({ of, label, value, onChange }: KeyWordProps) {
  const speech = useSpeech();
  const format = useFormat();
  const words = useQuery(wordsQuery);
  const options = (words.data?.[of] ?? []).map(({ name, people }) => ({
    value: name,
    search: speech.word(of, name),
    label: (
      <span className="word-option">
        <span className="ellipsis">{speech.word(of, name)}</span>
        <span className="muted figures">{format.short(people)}</span>
      </span>
    ),
  }));
  const known = !value || options.some((option) => option.value === value);
  return (
    <WordPick
      free
      label={label}
      value={value}
      loading={words.isLoading}
      options={known ? options : [{ value, search: value, label: <span className="word-option">{speech.word(of, value)}</span> }, ...options]}
      onChange={onChange}
    />
  );
}

export function IdentifierEditor({ leaf, onChange }: LeafProps<Of<'identifier'>>) {
  const { t } = useTranslation('audiences');
  const { compare } = leaf;
  return (
    <Sentence
      of="identifier"
      slots={{
        type: <KeyWord of="identifiers" label={t('hints.identifier')} value={leaf.type} onChange={(type) => onChange({ ...leaf, type })} />,
        compare: (
          <>
            <WordChoice
              label={t('hints.op')}
              value={compare.op}
              options={(['is_set', 'is_not_set', 'in'] as const).map((op) => ({ value: op, label: t(`compareOps.${op}`) }))}
              onChange={(op) => onChange({ ...leaf, compare: op === 'in' ? { op, values: [] } : { op } })}
            />
            {'values' in compare && <ManyValues values={compare.values} onChange={(values) => onChange({ ...leaf, compare: { op: 'in', values } })} />}
          </>
        ),
      }}
    />
  );
}

export function StateEditor({ leaf, onChange }: LeafProps<Of<'state'>>) {
  const { t } = useTranslation('audiences');
  const state = (
    <WordChoice
      label={t('hints.state')}
      value={leaf.state}
      options={(['known', 'anonymous'] as const).map((value) => ({ value, label: t(`stateNames.${value}`) }))}
      onChange={(value) => onChange({ ...leaf, state: value })}
    />
  );
  return <Sentence of="state" slots={{ state }} />;
}

const purposes = ['marketing', 'service', 'analytics', 'personalization'];
const channels = ['any', 'sms', 'email', 'wecom', 'service_account', 'mini_program', 'app', 'phone'];

export function ConsentEditor({ leaf, onChange }: LeafProps<Of<'consent'>>) {
  const { t } = useTranslation('audiences');
  const speech = useSpeech();
  // Words that people have really been asked about come first.
  const counts = useQuery({ ...consentCountsQuery, enabled: useMay('people.read') }).data ?? [];
  const options = (heading: 'purposes' | 'channels', said: string[], usual: string[]) =>
    [...new Set([...said, ...usual])].map((value) => ({ value, search: speech.word(heading, value), label: speech.word(heading, value) }));
  return (
    <Sentence
      of="consent"
      slots={{
        granted: (
          <WordChoice
            strong
            label={t('hints.granted')}
            value={leaf.granted === false ? 'false' : 'true'}
            options={(['true', 'false'] as const).map((value) => ({ value, label: t(`granted.${value}`) }))}
            onChange={(value) => onChange({ ...leaf, granted: value === 'true' })}
          />
        ),
        channel: (
          <WordPick free label={t('hints.channel')} value={leaf.channel} options={options('channels', counts.map((each) => each.channel), channels)} onChange={(channel) => onChange({ ...leaf, channel })} />
        ),
        purpose: (
          <WordPick free label={t('hints.purpose')} value={leaf.purpose} options={options('purposes', counts.map((each) => each.purpose), purposes)} onChange={(purpose) => onChange({ ...leaf, purpose })} />
        ),
      }}
    />
  );
}

export function AnniversaryEditor({ leaf, onChange }: LeafProps<Of<'anniversary'>>) {
  const { t } = useTranslation('audiences');
  const { of } = leaf;
  const [before, after] = t('years.one').split(/<\w+\/>/);
  return (
    <Sentence
      of="anniversary"
      slots={{
        of: (
          <>
            <WordChoice
              label={t('hints.of')}
              value={'trait' in of ? 'trait' : 'event'}
              options={(['trait', 'event'] as const).map((value) => ({ value, label: t(`anniversaryOf.${value}`) }))}
              onChange={(value) => onChange({ ...leaf, of: value === 'trait' ? { trait: 'birthday' } : { event: '' } })}
            />
            {'trait' in of ? (
              <KeyWord of="traits" label={t('hints.trait')} value={of.trait} onChange={(trait) => onChange({ ...leaf, of: { trait } })} />
            ) : (
              <EventWord event={of.event} onChange={(event) => onChange({ ...leaf, of: { event } })} />
            )}
          </>
        ),
        years: (
          <>
            <WordChoice
              label={t('hints.years')}
              value={leaf.years ? 'one' : 'any'}
              options={[
                { value: 'any', label: t('years.any') },
                { value: 'one', label: `${before}…${after}` },
              ]}
              onChange={(value) => onChange({ ...leaf, years: value === 'one' ? 1 : undefined })}
            />
            {leaf.years && <NumberWord label={t('hints.years')} value={leaf.years} min={1} max={150} whole onChange={(years) => onChange({ ...leaf, years })} />}
          </>
        ),
        window: <WindowWords use="coming" window={leaf.window} onChange={(window) => onChange({ ...leaf, window })} />,
      }}
    />
  );
}
