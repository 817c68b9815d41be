import { Alert, App, Button, Drawer, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { Problem } from '@/api/problem';
import { useMay } from '@/app/session';
import { ErrorState } from '@/page/ErrorState';
import { setChange } from '@/page/permissionGroups';
import { PermissionPicker } from '@/page/PermissionPicker';
import { WhoMayGive } from '@/page/WhoMayGive';
import { useAddress } from '@/page/useAddress';
import { useConfirm } from '@/page/useConfirm';
import { useProblemText } from '@/page/useProblemText';
import { useRemoveRole, useSaveRole, type Role } from './staffQueries';
import { useRoleName } from './useRoleName';
import { RolePermissions } from './RolePermissions';

interface Fields {
  name: string;
  description: string;
  permissions: string[];
}

/** A role: a built-in one to read and to copy, one's own to change; `role=new` makes one. */
export function RoleDrawer({ roles }: { roles: Role[] }) {
  const { t } = useTranslation('staff');
  const roleName = useRoleName();
  const { search, change } = useAddress();
  const mayManage = useMay('organization.manage_roles');
  const id = search.get('role');
  const role = roles.find((each) => each.id === id);
  const template = roles.find((each) => each.id === search.get('from'));
  const close = () => change({ role: null, from: null });
  return (
    <Drawer open={id !== null} onClose={close} size={520} title={id === 'new' ? t('roles.add') : role && roleName(role)} destroyOnHidden>
      {id === 'new' && (
        <RoleForm key={template?.id ?? 'new'} initial={{ name: template ? t('roles.copyOf', { name: roleName(template) }) : '', description: '', permissions: template?.permissions ?? [] }} onDone={close} />
      )}
      {role && (role.built_in || !mayManage) && <ReadOnlyRole role={role} />}
      {role && !role.built_in && mayManage && <RoleForm key={role.id} role={role} initial={role} onDone={close} />}
      {id && id !== 'new' && !role && <ErrorState error={new Problem(404, 'role_not_found', '')} />}
    </Drawer>
  );
}

function ReadOnlyRole({ role }: { role: Role }) {
  const { t } = useTranslation('staff');
  const { change } = useAddress();
  const mayManage = useMay('organization.manage_roles');
  return (
    <div className="staff-detail">
      <Alert
        type="info"
        showIcon
        title={role.built_in ? t('roles.builtInExplain') : <WhoMayGive permission="organization.manage_roles" />}
        action={mayManage && <Button onClick={() => change({ role: 'new', from: role.id })}>{t('roles.copy')}</Button>}
      />
      {role.description && <p>{role.description}</p>}
      <RolePermissions names={role.permissions} />
    </div>
  );
}

function RoleForm({ role, initial, onDone }: { role?: Role; initial: Fields; onDone: () => void }) {
  const { t } = useTranslation('staff');
  const { message } = App.useApp();
  const problemText = useProblemText();
  const confirm = useConfirm();
  const [form] = Form.useForm<Fields>();
  const chosen = Form.useWatch('permissions', form) ?? initial.permissions;
  const save = useSaveRole();
  const remove = useRemoveRole();
  const { added, removed } = setChange(initial.permissions, chosen);
  const failure = save.error && problemText(save.error);

  const submit = (fields: Fields) =>
    save.mutate(
      { roleId: role?.id ?? null, body: { name: fields.name.trim(), description: fields.description ?? '', permissions: fields.permissions } },
      {
        onSuccess: () => {
          void message.success(t('saved'));
          onDone();
        },
        onError: (error) => {
          const { code, sentence } = problemText(error);
          if (code === 'role_name_taken') form.setFields([{ name: 'name', errors: [sentence] }]);
        },
      },
    );

  const askToRemove = () =>
    role &&
    confirm({
      title: t('roles.removeTitle', { name: role.name }),
      content: t('roles.removeText'),
      okText: t('roles.remove'),
      run: () => remove.mutateAsync(role.id).then(onDone),
      done: t('roles.removed', { name: role.name }),
    });

  return (
    <Form<Fields> form={form} layout="vertical" requiredMark={false} initialValues={initial} disabled={save.isPending} onFinish={submit}>
      <Form.Item name="name" label={t('roles.name')} rules={[{ required: true, whitespace: true, message: t('missing') }]}>
        <Input maxLength={100} autoFocus={!role} />
      </Form.Item>
      <Form.Item name="description" label={t('roles.description')}>
        <Input.TextArea maxLength={500} autoSize={{ minRows: 1, maxRows: 4 }} />
      </Form.Item>
      <Form.Item name="permissions" label={t('roles.permissions')} extra={t('roles.permissionsHint')}>
        <PermissionPicker />
      </Form.Item>
      <div className="role-foot">
        {role && role.staff_count > 0 && added.length + removed.length > 0 && (
          <Alert type="warning" showIcon title={t('roles.affects', { count: role.staff_count, added: added.length, removed: removed.length })} />
        )}
        {failure && failure.code !== 'role_name_taken' && <Alert type="error" showIcon title={failure.sentence} />}
        <div className="staff-acts">
          <Button type="primary" htmlType="submit" loading={save.isPending}>
            {t('save')}
          </Button>
          {role && (
            <Button danger disabled={role.staff_count > 0} title={role.staff_count > 0 ? t('roles.inUse') : undefined} onClick={askToRemove}>
              {t('roles.remove')}
            </Button>
          )}
        </div>
      </div>
    </Form>
  );
}
