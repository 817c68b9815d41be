import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person } from '@/api/types';
import { inLanguage } from '@/format/inLanguage';
import { useFormat } from '@/format/useFormat';
import { plainValue } from '@/format/value';
import { SideBlock, SideBlockRow } from '@/page/SideBlock';
import { Time } from '@/page/Time';
import { AccountsBlock } from './AccountsBlock';
import { BelongingBlock } from './BelongingBlock';
import { ConsentBlock } from './ConsentBlock';
import { PersonPanels, useAttributesShown } from './PersonPanels';
import { ValueBlock } from './ValueBlock';

/** What stays true of a person between events: value, attributes, where they belong, what they agreed to, whose they are. */
export function PersonSide({ person }: { person: Person }) {
  const { t, i18n } = useTranslation('people');
  const format = useFormat();
  const shown = useAttributesShown();
  const attributes = person.attributes.filter(({ key }) => !shown.has(key));
  return (
    <div className="person-side">
      <ValueBlock personId={person.id} />
      <PersonPanels personId={person.id} />
      {(attributes.length > 0 || person.attributes.length === 0) && (
        <SideBlock title={t('attributes')} empty={attributes.length === 0 && t('noAttributes')}>
          {attributes.map((attribute) => (
            <SideBlockRow key={attribute.key} label={inLanguage(attribute.labels, i18n.language) ?? attribute.label}>
              {attribute.type === 'time' ? <Time value={String(attribute.value)} /> : attributeText(attribute.value)}
            </SideBlockRow>
          ))}
        </SideBlock>
      )}
      <BelongingBlock person={person} />
      <ConsentBlock person={person} />
      {person.kind === 'person' && <AccountsBlock personId={person.id} />}
    </div>
  );

  function attributeText(value: unknown): ReactNode {
    if (typeof value === 'boolean') return value ? t('yes') : t('no');
    return typeof value === 'number' ? format.number(value) : plainValue(value);
  }
}
