import { HistoryOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Switch } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import type { Person } from '@/api/types';
import { SideBlock, SideBlockRow } from '@/page/SideBlock';
import { Tone } from '@/page/Tone';
import { useAddress } from '@/page/useAddress';
import { useNamed } from '@/page/useNamed';
import { ConsentForm, type ConsentAsked } from './ConsentForm';
import { ConsentHistory } from './ConsentHistory';

/** What a person allows, by purpose and channel; a change asks for its proof. */
export function ConsentBlock({ person }: { person: Person }) {
  const { t } = useTranslation('people');
  const named = useNamed();
  const mayEdit = useMay('people.manage');
  const { search, change } = useAddress();
  const [asked, setAsked] = useState<ConsentAsked | null>(null);
  return (
    <SideBlock
      title={t('consent')}
      empty={person.consents.length === 0 && t('noConsent')}
      acts={
        <span>
          {person.consents.length > 0 && (
            <Button
              size="small"
              type="text"
              icon={<HistoryOutlined />}
              aria-label={t('consents.history')}
              title={t('consents.history')}
              onClick={() => change({ show: 'consents' })}
            />
          )}
          {mayEdit && (
            <Button size="small" type="text" icon={<PlusOutlined />} aria-label={t('consents.add')} title={t('consents.add')} onClick={() => setAsked({ granted: true })} />
          )}
          {asked && <ConsentForm person={person} asked={asked} onClose={() => setAsked(null)} />}
          <ConsentHistory person={person} open={search.get('show') === 'consents'} onClose={() => change({ show: null })} />
        </span>
      }
    >
      {person.consents.map((consent) => {
        const label = `${named('people:purposes', consent.purpose)} · ${named('people:channels', consent.channel)}`;
        return (
          <SideBlockRow key={`${consent.purpose}/${consent.channel}`} label={label}>
            <span className="consent-state">
              <Tone tone={consent.granted ? 'good' : 'idle'}>{consent.granted ? t('granted') : t('withdrawn')}</Tone>
              {mayEdit && (
                <Switch
                  size="small"
                  aria-label={label}
                  checked={consent.granted}
                  onChange={(granted) => setAsked({ purpose: consent.purpose, channel: consent.channel, granted })}
                />
              )}
            </span>
          </SideBlockRow>
        );
      })}
    </SideBlock>
  );
}
