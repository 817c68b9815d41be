import { useQuery } from '@tanstack/react-query';
import { Button, Drawer } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import { inLanguage } from '@/format/inLanguage';
import { Facts } from '@/page/Facts';
import { permissionsQuery } from '@/page/permissionsQuery';
import { Time } from '@/page/Time';
import { useConfirm } from '@/page/useConfirm';
import { useRevokeKey, type ApiKey } from './keysQueries';
import { KeyStateTone, useKeyPlace } from './KeyTable';

/** One key: what it may do and where, and the way to end it. */
export function KeyDrawer({ apiKey, onClose }: { apiKey: ApiKey | undefined; onClose: () => void }) {
  return (
    <Drawer open={apiKey !== undefined} onClose={onClose} size={440} title={apiKey?.name} destroyOnHidden>
      {apiKey && <KeyDetail apiKey={apiKey} />}
    </Drawer>
  );
}

function KeyDetail({ apiKey }: { apiKey: ApiKey }) {
  const { t, i18n } = useTranslation('developers');
  const confirm = useConfirm();
  const revoke = useRevokeKey();
  const placeOf = useKeyPlace();
  const mayManage = useMay('organization.manage_keys');
  const titles = useQuery({ ...permissionsQuery, enabled: useMay('organization.read') }).data ?? [];
  return (
    <div className="dev-detail">
      <Facts
        facts={[
          { label: t('keys.state'), value: <KeyStateTone apiKey={apiKey} /> },
          { label: t('keys.key'), value: <span className="code">{`sk_…${apiKey.hint}`}</span> },
          { label: t('keys.place'), value: placeOf(apiKey.node_id) },
          { label: t('keys.created'), value: <Time value={apiKey.created_at} /> },
          { label: t('keys.used'), value: <Time value={apiKey.used_at} /> },
          { label: t('keys.expires'), value: apiKey.expires_at ? <Time value={apiKey.expires_at} /> : t('keys.never') },
          ...(apiKey.revoked_at ? [{ label: t('keys.revokedAt'), value: <Time value={apiKey.revoked_at} /> }] : []),
        ]}
      />
      <section>
        <h3>{t('keys.permissions')}</h3>
        <ul className="dev-list">
          {apiKey.permissions.map((name) => (
            <li key={name}>
              {inLanguage(titles.find((each) => each.name === name)?.title, i18n.language) ?? name} <span className="code muted">{name}</span>
            </li>
          ))}
        </ul>
      </section>
      {mayManage && !apiKey.revoked_at && (
        <div>
          <Button
            danger
            onClick={() =>
              confirm({
                title: t('keys.revokeTitle', { name: apiKey.name }),
                content: t('keys.revokeText'),
                okText: t('keys.revoke'),
                word: apiKey.name,
                run: () => revoke.mutateAsync(apiKey.id),
                done: t('keys.revoked', { name: apiKey.name }),
              })
            }
          >
            {t('keys.revoke')}
          </Button>
        </div>
      )}
    </div>
  );
}
