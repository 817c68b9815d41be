import { SafetyCertificateOutlined } from '@ant-design/icons';
import { Tooltip, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { Face } from '@/page/Face';
import { RowTable } from '@/page/RowTable';
import { Time } from '@/page/Time';
import { Tone, type ToneName } from '@/page/Tone';
import type { Membership, Staff } from './staffQueries';
import { useRoleName } from './useRoleName';

export type StaffState = 'active' | 'invited' | 'suspended';

export function stateOf(staff: Staff): StaffState {
  if (!staff.active) return 'suspended';
  return staff.invited ? 'invited' : 'active';
}

const tones: Record<StaffState, ToneName> = { active: 'good', invited: 'info', suspended: 'idle' };

export function StaffStateTone({ staff }: { staff: Staff }) {
  const { t } = useTranslation('staff');
  const state = stateOf(staff);
  return <Tone tone={tones[state]}>{t(`states.${state}`)}</Tone>;
}

/** A role with the place where it holds. */
export function RoleAt({ membership }: { membership: Membership }) {
  const { t } = useTranslation('staff');
  const roleName = useRoleName();
  return (
    <span className="role-at">
      <strong>{roleName(membership.role)}</strong>
      <span className="muted">{membership.node?.name ?? t('app:everywhere')}</span>
    </span>
  );
}

export function StaffTable({ staff, onOpen }: { staff: Staff[]; onOpen: (id: string) => void }) {
  const { t } = useTranslation('staff');
  const columns: TableColumnsType<Staff> = [
    {
      title: t('columns.name'),
      key: 'name',
      render: (_, one) => (
        <button type="button" className="staff-who" onClick={() => onOpen(one.id)}>
          <Face id={one.id} name={one.name} />
          <span className="staff-who-words">
            <span className="ellipsis">{one.name}</span>
            <span className="muted ellipsis">{one.email}</span>
          </span>
        </button>
      ),
    },
    {
      title: t('columns.roles'),
      key: 'roles',
      render: (_, one) => (
        <span className="role-list">
          {one.memberships.slice(0, 3).map((membership) => (
            <RoleAt key={membership.id} membership={membership} />
          ))}
          {one.memberships.length > 3 && <span className="muted">{t('moreRoles', { count: one.memberships.length - 3 })}</span>}
          {one.memberships.length === 0 && <span className="muted">{t('noRoles')}</span>}
        </span>
      ),
    },
    { title: t('columns.state'), key: 'state', width: 110, render: (_, one) => <StaffStateTone staff={one} /> },
    {
      title: t('columns.totp'),
      key: 'totp',
      width: 120,
      render: (_, one) =>
        one.one_time_codes ? (
          <Tooltip title={t('totpOn')}>
            <SafetyCertificateOutlined className="staff-totp" aria-label={t('totpOn')} />
          </Tooltip>
        ) : (
          <span className="muted">{t('totpOff')}</span>
        ),
    },
    { title: t('columns.created'), key: 'created', width: 120, render: (_, one) => <Time value={one.created_at} /> },
  ];
  return <RowTable columns={columns} rows={staff} idOf={(one) => one.id} width={820} onOpen={(one) => onOpen(one.id)} />;
}
