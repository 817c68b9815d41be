import { CheckOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/useFormat';
import { inLanguage } from '@/format/inLanguage';
import { groupPermissions, type Permission } from '@/page/permissionGroups';
import { useNamed } from '@/page/useNamed';
import type { Role } from './staffQueries';
import { useRoleName } from './useRoleName';

interface RoleMatrixProps {
  permissions: Permission[];
  roles: Role[];
  onOpen: (roleId: string) => void;
}

/** Every permission against every role; a role's head opens it. */
export function RoleMatrix({ permissions, roles, onOpen }: RoleMatrixProps) {
  const { t, i18n } = useTranslation('staff');
  const format = useFormat();
  const named = useNamed();
  const roleName = useRoleName();
  const held = new Map(roles.map((role) => [role.id, new Set(role.permissions)]));
  return (
    <div className="matrix-scroll" role="region" aria-label={t('roles.matrix')} tabIndex={0}>
      <table className="matrix">
        <thead>
          <tr>
            <th scope="col" className="matrix-corner">
              {t('roles.permission')}
            </th>
            {roles.map((role) => (
              <th key={role.id} scope="col">
                <button type="button" className="matrix-role" onClick={() => onOpen(role.id)}>
                  <span className="matrix-role-name">{roleName(role)}</span>
                  <span className="muted">{role.built_in ? t('roles.builtIn') : t('roles.own')}</span>
                  <span className="muted figures">{t('roles.staff', { count: role.staff_count, shown: format.number(role.staff_count) })}</span>
                </button>
              </th>
            ))}
          </tr>
        </thead>
        {groupPermissions(permissions).map((group) => (
          <tbody key={group.module}>
            <tr className="matrix-module">
              <th scope="rowgroup" colSpan={roles.length + 1}>
                <span>{named('app:modules', group.module)}</span>
              </th>
            </tr>
            {group.permissions.map((permission) => (
              <tr key={permission.name}>
                <th scope="row" title={permission.name}>
                  {inLanguage(permission.title, i18n.language) ?? permission.name}
                </th>
                {roles.map((role) => (
                  <td key={role.id}>
                    {held.get(role.id)?.has(permission.name) ? (
                      <CheckOutlined className="matrix-yes" aria-label={t('roles.yes')} />
                    ) : (
                      <span className="matrix-no" aria-label={t('roles.no')} role="img">
                        {'·'}
                      </span>
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}
