import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useEffect, useEffectEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useMay } from '@/app/session';
import { Tone } from '@/page/Tone';
import { useNamed } from '@/page/useNamed';
import { healthOf, healthTones } from '../channels/health';
import { accountsQuery } from '../channels/channelQueries';
import { useKindName } from '../channels/useKindName';

interface AccountChoiceProps {
  id: string;
  value: string | null;
  onChange: (accountId: string) => void;
}

/** By which account it goes out. */
export function AccountChoice({ id, value, onChange }: AccountChoiceProps) {
  const { t } = useTranslation('reach');
  const named = useNamed();
  const kindName = useKindName();
  const permitted = useMay('channels.read');
  const accounts = useQuery({ ...accountsQuery, enabled: permitted });
  const items = accounts.data?.items ?? [];
  const usable = items.filter((each) => each.state === 'active');
  const only = usable.length === 1 ? usable[0]?.id : undefined;

  // Where there is one way only, nobody needs to choose it.
  const take = useEffectEvent(() => {
    if (only && !value) onChange(only);
  });
  useEffect(() => take(), [only]);

  if (accounts.data && items.length === 0) {
    return (
      <p className="muted">
        {t('who.noAccount')} <Link to="/channels?add=sandbox">{t('addAccount')}</Link>
      </p>
    );
  }
  return (
    <Select
      id={id}
      className="reach-wide"
      placeholder={t('who.accountHint')}
      loading={accounts.isLoading}
      value={items.find((each) => each.id === value)?.id}
      onChange={onChange}
      options={items.map((account) => ({ value: account.id, label: account.name, disabled: account.state !== 'active', account }))}
      optionRender={({ data }) => (
        <span className="compose-option">
          <span className="ellipsis">{data.label}</span>
          <span className="compose-option-side">
            <span className="muted">
              {kindName(data.account.kind)} · {named('reach:media', data.account.channel)}
            </span>
            <Tone tone={healthTones[healthOf(data.account)]}>{t(`health.${healthOf(data.account)}`)}</Tone>
          </span>
        </span>
      )}
    />
  );
}
