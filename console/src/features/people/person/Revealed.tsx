import { useTranslation } from 'react-i18next';
import { plainValue } from '@/format/value';
import { CopyButton } from '@/page/CopyButton';
import { useNamed } from '@/page/useNamed';
import type { Revealed as RevealedData } from '../peopleTypes';
import { revealedLines } from './revealedLines';
import { useKindName } from './useKindName';

/** Personal data in clear, line by line. */
export function Revealed({ data, secondsLeft }: { data: RevealedData; secondsLeft: number }) {
  const { t } = useTranslation('people');
  const named = useNamed();
  const kindName = useKindName();
  const lines = revealedLines(data);
  return (
    <div className="revealed" role="region" aria-label={t('reveal.region')}>
      <p className="muted">{t('reveal.noted', { seconds: secondsLeft })}</p>
      <dl>
        {lines.map((line) => {
          const value = plainValue(line.value);
          const label = line.trait ? named('people:traitNames', line.name) : kindName(line.name);
          return (
            <div key={`${line.trait}/${line.name}/${value}`}>
              <dt>{label}</dt>
              <dd>
                {value}
                <CopyButton bare type="text" text={value} label={label} />
              </dd>
            </div>
          );
        })}
      </dl>
    </div>
  );
}
