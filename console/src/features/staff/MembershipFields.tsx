import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMe } from '@/app/session';
import { NodeSelect } from '@/page/NodeSelect';
import { rolesQuery, type MembershipCreate } from './staffQueries';
import { useRoleName } from './useRoleName';

interface MembershipFieldsProps {
  value?: Partial<MembershipCreate>;
  onChange?: (value: Partial<MembershipCreate>) => void;
}

/** A role, and where it holds. */
export function MembershipFields({ value = {}, onChange }: MembershipFieldsProps) {
  const { t } = useTranslation('staff');
  const { everywhere } = useMe();
  const roleName = useRoleName();
  const roles = useQuery(rolesQuery).data?.items ?? [];
  return (
    <div className="membership">
      <Select
        aria-label={t('membership.role')}
        placeholder={t('membership.role')}
        value={value.role_id}
        onChange={(role_id: string) => onChange?.({ ...value, role_id })}
        options={roles.map((role) => ({ value: role.id, label: roleName(role) }))}
      />
      <NodeSelect
        aria-label={t('membership.node')}
        placeholder={everywhere ? t('app:everywhere') : t('membership.node')}
        value={value.node_id}
        onChange={(node_id) => onChange?.({ ...value, node_id })}
      />
    </div>
  );
}
