import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person } from '@/api/types';
import { inLanguage } from '@/format/inLanguage';
import { useFormat } from '@/format/useFormat';
import { plainValue } from '@/format/value';
import { Time } from '@/page/Time';
import { Tone } from '@/page/Tone';
import { useNamed } from '@/page/useNamed';

/** What stays true of a person between events: attributes, where they belong, what they agreed to. */
export function PersonSide({ person }: { person: Person }) {
  const { t, i18n } = useTranslation('people');
  const format = useFormat();
  const named = useNamed();
  return (
    <div className="person-side">
      <Block title={t('attributes')} empty={person.attributes.length === 0 && t('noAttributes')}>
        {person.attributes.map((attribute) => (
          <Row key={attribute.key} label={inLanguage(attribute.labels, i18n.language) ?? attribute.label}>
            {attribute.type === 'time' ? <Time value={String(attribute.value)} /> : attributeText(attribute.value)}
          </Row>
        ))}
      </Block>
      <Block title={t('belonging')} empty={person.belonging.length === 0 && t('noBelonging')}>
        {person.belonging.map((place) => (
          <Row key={place.node_id} label={place.node_name}>
            {place.value_minor === null ? (
              <Time value={place.since} />
            ) : (
              t('worth', { amount: format.money(place.value_minor), orders: format.number(place.orders) })
            )}
          </Row>
        ))}
      </Block>
      <Block title={t('consent')} empty={person.consents.length === 0 && t('noConsent')}>
        {person.consents.map((consent) => (
          <Row key={`${consent.purpose}/${consent.channel}`} label={`${named('people:purposes', consent.purpose)} · ${named('people:channels', consent.channel)}`}>
            <Tone tone={consent.granted ? 'good' : 'idle'}>{consent.granted ? t('granted') : t('withdrawn')}</Tone>
          </Row>
        ))}
      </Block>
    </div>
  );

  function attributeText(value: unknown): string {
    if (typeof value === 'boolean') return value ? t('yes') : t('no');
    return typeof value === 'number' ? format.number(value) : plainValue(value);
  }
}

function Block({ title, empty, children }: { title: string; empty: string | false; children: ReactNode }) {
  return (
    <section className="panel person-block">
      <h2>{title}</h2>
      {empty ? <p className="muted">{empty}</p> : <dl>{children}</dl>}
    </section>
  );
}

function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt className="ellipsis">{label}</dt>
      <dd className="figures">{children}</dd>
    </div>
  );
}
