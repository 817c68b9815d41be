import { PlusOutlined, SendOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNode } from '@/app/node';
import { useMay } from '@/app/session';
import { useFormat } from '@/format/useFormat';
import { EmptyState } from '@/page/EmptyState';
import { ErrorState } from '@/page/ErrorState';
import { Page } from '@/page/Page';
import { PageSkeleton } from '@/page/PageSkeleton';
import { Time } from '@/page/Time';
import { Tone } from '@/page/Tone';
import { useAddress } from '@/page/useAddress';
import { useNamed } from '@/page/useNamed';
import type { Account } from '../types';
import { AccountDrawer } from './AccountDrawer';
import { AddAccountDrawer } from './AddAccountDrawer';
import { accountsAtQuery } from './channelQueries';
import { healthOf, healthTones } from './health';
import { PoolTraitsShort } from './PoolTraits';
import { useKindName } from './useKindName';
import '../reach.css';
import '../compose/compose.css';
import './channels.css';

export default function ChannelsPage() {
  const { t } = useTranslation('reach');
  const format = useFormat();
  const mayManage = useMay('channels.manage');
  const { search, change } = useAddress();
  const accounts = useQuery(accountsAtQuery(useNode()));
  const items = accounts.data?.items ?? [];
  const chosen = items.find((each) => each.id === search.get('account'));
  const create = mayManage && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => change({ add: 'sandbox', account: null })}>
      {t('addAccount')}
    </Button>
  );
  return (
    <Page title={t('channels')} count={accounts.data ? format.number(items.length) : undefined} purpose={t('channelsPurpose')} actions={create}>
      {content()}
      <AccountDrawer account={chosen} onClose={() => change({ account: null })} />
      <AddAccountDrawer kind={search.get('add')} onKind={(kind) => change({ add: kind }, { replace: true })} onClose={() => change({ add: null })} onAdded={(id) => change({ add: null, account: id })} />
    </Page>
  );

  function content() {
    if (accounts.error && !accounts.data) {
      return (
        <div className="panel">
          <ErrorState error={accounts.error} onRetry={() => void accounts.refetch()} />
        </div>
      );
    }
    if (!accounts.data) return <PageSkeleton rows={6} />;
    if (items.length === 0) {
      return (
        <div className="panel">
          <EmptyState icon={<SendOutlined />} title={t('noAccounts')} text={t('noAccountsText')} actions={create} />
        </div>
      );
    }
    return (
      <ul className="accounts">
        {items.map((account) => (
          <li key={account.id}>
            <AccountCard account={account} onOpen={() => change({ account: account.id })} />
          </li>
        ))}
      </ul>
    );
  }
}

function AccountCard({ account, onOpen }: { account: Account; onOpen: () => void }) {
  const { t } = useTranslation('reach');
  const named = useNamed();
  const kindName = useKindName();
  const health = healthOf(account);
  return (
    <button type="button" className="panel account-card" onClick={onOpen}>
      <span className="account-card-head">
        <strong className="ellipsis">{account.name}</strong>
        <Tone tone={healthTones[health]}>{t(`health.${health}`)}</Tone>
      </span>
      <span className="muted">
        {kindName(account.kind)} · {named('reach:media', account.channel)}
      </span>
      <PoolTraitsShort traits={account.pool_traits} />
      <span className="muted account-card-foot">
        {health === 'failing' ? (
          <span className="ellipsis">{account.health.last_error}</span>
        ) : (
          account.health.healthy_at && (
            <>
              {t('lastWorked')} <Time value={account.health.healthy_at} />
            </>
          )
        )}
      </span>
    </button>
  );
}
