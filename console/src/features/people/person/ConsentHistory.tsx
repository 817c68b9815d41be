import { useQuery } from '@tanstack/react-query';
import { Drawer } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Person } from '@/api/types';
import { plainValue } from '@/format/value';
import { Loaded } from '@/page/Loaded';
import { Time } from '@/page/Time';
import { Tone } from '@/page/Tone';
import { useNamed } from '@/page/useNamed';
import { consentHistoryQuery } from './personQueries';

/** The whole ledger of what somebody allowed and took back. */
export function ConsentHistory({ person, open, onClose }: { person: Person; open: boolean; onClose: () => void }) {
  const { t } = useTranslation('people');
  const named = useNamed();
  const history = useQuery({ ...consentHistoryQuery(person.id), enabled: open });
  return (
    <Drawer open={open} title={t('consents.historyTitle', { name: person.name || t('unnamed') })} size={440} onClose={onClose} destroyOnHidden>
      <Loaded query={history} rows={6}>
        {(page) => (
          <ol className="consent-history">
            {page.items.map((line, index) => (
              <li key={`${line.at}/${line.purpose}/${line.channel}/${index}`}>
                <span className="consent-line">
                  <strong>
                    {named('people:purposes', line.purpose)} · {named('people:channels', line.channel)}
                  </strong>
                  <Tone tone={line.granted ? 'good' : 'idle'}>{line.granted ? t('granted') : t('withdrawn')}</Tone>
                </span>
                <span className="muted">
                  <Time value={line.at} />
                </span>
                <dl>
                  {Object.entries(line.proof).map(([key, value]) => (
                    <div key={key}>
                      <dt className="muted">{named('people:proof', key)}</dt>
                      <dd>{key === 'how' ? named('people:consents.ways', String(value)) : plainValue(value)}</dd>
                    </div>
                  ))}
                </dl>
              </li>
            ))}
          </ol>
        )}
      </Loaded>
    </Drawer>
  );
}
