import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Loaded } from '@/page/Loaded';
import { accountUsesQuery } from './channelQueries';

/** What sends through an account and has not ended; it is why an account stays. */
export function AccountUses({ accountId, children }: { accountId: string; children: (inUse: boolean) => ReactNode }) {
  const { t } = useTranslation('reach');
  const uses = useQuery(accountUsesQuery(accountId));
  return (
    <section>
      <h3>{t('usedIn')}</h3>
      <Loaded query={uses} rows={1}>
        {({ items }) => (
          <>
            {items.length === 0 && <p className="muted">{t('accountUnused')}</p>}
            <ul className="uses">
              {items.map((use) => (
                <li key={use.code}>{use.kind === 'campaign' ? <Link to={`/campaigns/${use.code}`}>{use.name}</Link> : use.name}</li>
              ))}
            </ul>
            {children(items.length > 0)}
          </>
        )}
      </Loaded>
    </section>
  );
}
