import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { plainValue } from '@/format/value';
import { SideBlock, SideBlockRow } from '@/page/SideBlock';
import { accountsQuery } from './personQueries';

/** Households and companies somebody is a member of; nothing where there are none. */
export function AccountsBlock({ personId }: { personId: string }) {
  const { t } = useTranslation('people');
  const accounts = useQuery(accountsQuery(personId)).data?.items ?? [];
  if (accounts.length === 0) return null;
  return (
    <SideBlock title={t('accounts')}>
      {accounts.map(({ account, role }) => (
        <SideBlockRow
          key={account.id}
          label={
            <Link to={`/people/${account.id}`}>
              {account.name || t('unnamed')} · {t(`personKinds.${account.kind}`)}
            </Link>
          }
        >
          {plainValue(role)}
        </SideBlockRow>
      ))}
    </SideBlock>
  );
}
