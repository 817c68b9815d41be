import { PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import { useFormat } from '@/format/useFormat';
import { Loaded } from '@/page/Loaded';
import { Page } from '@/page/Page';
import { permissionsQuery } from '@/page/permissionsQuery';
import { useAddress } from '@/page/useAddress';
import { RoleDrawer } from './RoleDrawer';
import { RoleMatrix } from './RoleMatrix';
import { rolesQuery } from './staffQueries';
import { StaffTabs } from './StaffTabs';
import './staff.css';

/** Who may do what: permissions down, roles across. */
export default function RolesPage() {
  const { t } = useTranslation('staff');
  const format = useFormat();
  const { change } = useAddress();
  const mayManage = useMay('organization.manage_roles');
  const roles = useQuery(rolesQuery);
  const permissions = useQuery(permissionsQuery);
  return (
    <Page
      title={t('roles.title')}
      count={roles.data ? format.number(roles.data.items.length) : undefined}
      purpose={t('roles.titlePurpose')}
      actions={
        mayManage && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => change({ role: 'new', from: null })}>
            {t('roles.add')}
          </Button>
        )
      }
    >
      <StaffTabs />
      <div className="panel">
        <Loaded query={permissions} rows={12}>
          {(all) => (
            <Loaded query={roles} rows={12}>
              {({ items }) => <RoleMatrix permissions={all} roles={items} onOpen={(role) => change({ role, from: null })} />}
            </Loaded>
          )}
        </Loaded>
      </div>
      {roles.data && <RoleDrawer roles={roles.data.items} />}
    </Page>
  );
}
