import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { inLanguage } from '@/format/inLanguage';
import { Loaded } from '@/page/Loaded';
import { groupPermissions } from '@/page/permissionGroups';
import { permissionsQuery } from '@/page/permissionsQuery';
import { useNamed } from '@/page/useNamed';

/** Permissions to read, by module. */
export function RolePermissions({ names }: { names: readonly string[] }) {
  const { i18n } = useTranslation();
  const named = useNamed();
  const permissions = useQuery(permissionsQuery);
  return (
    <Loaded query={permissions} rows={6}>
      {(all) => (
        <dl className="role-permissions">
          {groupPermissions(all.filter((permission) => names.includes(permission.name))).map((group) => (
            <div key={group.module}>
              <dt>{named('app:modules', group.module)}</dt>
              {group.permissions.map((permission) => (
                <dd key={permission.name}>{inLanguage(permission.title, i18n.language) ?? permission.name}</dd>
              ))}
            </div>
          ))}
        </dl>
      )}
    </Loaded>
  );
}
