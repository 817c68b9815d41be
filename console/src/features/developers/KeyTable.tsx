import { useQuery } from '@tanstack/react-query';
import type { TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import { orgNodesQuery } from '@/page/orgNodes';
import { RowTable } from '@/page/RowTable';
import { Time, useNow } from '@/page/Time';
import { Tone, type ToneName } from '@/page/Tone';
import { keyState, type KeyState } from './keyState';
import type { ApiKey } from './keysQueries';

const tones: Record<KeyState, ToneName> = { active: 'good', unused: 'info', expired: 'warn', revoked: 'idle' };

export function KeyStateTone({ apiKey }: { apiKey: ApiKey }) {
  const { t } = useTranslation('developers');
  const state = keyState(apiKey, useNow());
  return <Tone tone={tones[state]}>{t(`keys.states.${state}`)}</Tone>;
}

/** The name of the node at which a key holds. */
export function useKeyPlace(): (nodeId: string | null) => string {
  const { t } = useTranslation('developers');
  const nodes = useQuery({ ...orgNodesQuery, enabled: useMay('organization.read') }).data ?? [];
  return (nodeId) => (nodeId ? (nodes.find((node) => node.id === nodeId)?.name ?? nodeId) : t('app:everywhere'));
}

export function KeyTable({ keys, onOpen }: { keys: ApiKey[]; onOpen: (id: string) => void }) {
  const { t } = useTranslation('developers');
  const placeOf = useKeyPlace();
  const columns: TableColumnsType<ApiKey> = [
    {
      title: t('keys.name'),
      key: 'name',
      render: (_, key) => (
        <button type="button" className="plain-button row-link" onClick={() => onOpen(key.id)}>
          {key.name}
        </button>
      ),
    },
    { title: t('keys.key'), key: 'hint', width: 120, render: (_, key) => <span className="code">{`sk_…${key.hint}`}</span> },
    { title: t('keys.permissions'), key: 'permissions', width: 110, render: (_, key) => t('keys.permissionCount', { count: key.permissions.length }) },
    { title: t('keys.place'), key: 'place', width: 150, ellipsis: true, render: (_, key) => placeOf(key.node_id) },
    { title: t('keys.state'), key: 'state', width: 110, render: (_, key) => <KeyStateTone apiKey={key} /> },
    { title: t('keys.used'), key: 'used', width: 140, render: (_, key) => <Time value={key.used_at} /> },
    { title: t('keys.expires'), key: 'expires', width: 140, render: (_, key) => (key.expires_at ? <Time value={key.expires_at} /> : <span className="muted">{t('keys.never')}</span>) },
  ];
  return <RowTable columns={columns} rows={keys} idOf={(key) => key.id} width={920} onOpen={(key) => onOpen(key.id)} />;
}
