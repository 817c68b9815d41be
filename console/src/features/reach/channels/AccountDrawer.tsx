import { useQuery } from '@tanstack/react-query';
import { App, Button, Drawer, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import { useProblemText } from '@/page/useProblemText';
import { Facts } from '@/page/Facts';
import { Time } from '@/page/Time';
import { Tone } from '@/page/Tone';
import { useConfirm } from '@/page/useConfirm';
import { useNamed } from '@/page/useNamed';
import { plainValue } from '@/format/value';
import { useFormat } from '@/format/useFormat';
import type { Account } from '../types';
import { AccountForm } from './AccountForm';
import { AccountUses } from './AccountUses';
import { channelsQuery, useChangeAccount, useDeleteAccount } from './channelQueries';
import { healthOf, healthTones } from './health';
import { PoolTraits } from './PoolTraits';
import { TestAccount } from './TestAccount';
import { useKindName } from './useKindName';

/** One account: how it fares, a message to try it, what it is set to, what uses it, and its end. */
export function AccountDrawer({ account, onClose }: { account: Account | undefined; onClose: () => void }) {
  return (
    <Drawer open={account !== undefined} onClose={onClose} size={480} title={account?.name} destroyOnHidden>
      {account && <Opened key={account.id} account={account} onClose={onClose} />}
    </Drawer>
  );
}

function Opened({ account, onClose }: { account: Account; onClose: () => void }) {
  const { t } = useTranslation('reach');
  const { message } = App.useApp();
  const problemText = useProblemText();
  const format = useFormat();
  const named = useNamed();
  const kindName = useKindName();
  const mayManage = useMay('channels.manage');
  const channel = useQuery(channelsQuery).data?.items.find((each) => each.kind === account.kind);
  const changeAccount = useChangeAccount(account.id);
  const onError = (error: Error) => void message.error(problemText(error).sentence);
  const health = healthOf(account);
  const facts = [
    { label: t('columns.state'), value: <Tone tone={healthTones[health]}>{t(`health.${health}`)}</Tone> },
    { label: t('columns.channel'), value: `${kindName(account.kind)} · ${named('reach:media', account.channel)}` },
    { label: t('lastWorked'), value: <Time value={account.health.healthy_at} /> },
    ...(account.health.failures > 0
      ? [
          { label: t('failingSince'), value: <Time value={account.health.failing_since} /> },
          { label: t('lastError'), value: <span className="code">{plainValue(account.health.last_error)}</span> },
          { label: t('retryAt'), value: <Time value={account.health.retry_at} /> },
        ]
      : []),
    { label: t('account.cost'), value: account.cost_minor > 0 ? format.money(account.cost_minor) : t('check.noCost') },
  ];
  return (
    <div className="account-sections">
      <section>
        <Facts facts={facts} />
        {mayManage && (
          <label className="account-switch">
            <Switch
              aria-label={t('account.active')}
              checked={account.state === 'active'}
              loading={changeAccount.isPending}
              onChange={(active) => changeAccount.mutate({ active }, { onError })}
            />
            <span>{t('account.active')}</span>
          </label>
        )}
      </section>
      <PoolTraits traits={account.pool_traits} />
      {mayManage && account.state === 'active' && <TestAccount account={account} />}
      {mayManage && channel && (
        <section>
          <h3>{t('account.settings')}</h3>
          <AccountForm
            channel={channel}
            account={account}
            okText={t('save')}
            busy={changeAccount.isPending}
            error={changeAccount.error}
            onSubmit={(words) => changeAccount.mutate(words, { onSuccess: () => void message.success(t('accountSaved')) })}
          />
        </section>
      )}
      <AccountUses accountId={account.id}>
        {(inUse) => mayManage && <DeleteButton account={account} inUse={inUse} onDeleted={onClose} />}
      </AccountUses>
    </div>
  );
}

function DeleteButton({ account, inUse, onDeleted }: { account: Account; inUse: boolean; onDeleted: () => void }) {
  const { t } = useTranslation('reach');
  const confirm = useConfirm();
  const remove = useDeleteAccount(account.id);
  const ask = () =>
    confirm({
      title: t('account.deleteTitle', { name: account.name }),
      content: t('account.deleteText'),
      okText: t('account.delete'),
      word: account.name,
      run: () => remove.mutateAsync().then(onDeleted),
      done: t('account.deleted', { name: account.name }),
    });
  return (
    <>
      {inUse && <p className="muted">{t('account.cannotDelete')}</p>}
      <Button danger disabled={inUse} onClick={ask}>
        {t('account.delete')}
      </Button>
    </>
  );
}
