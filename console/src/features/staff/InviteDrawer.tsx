import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Alert, Button, Drawer, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '@/page/useProblemText';
import { InvitationLink } from './InvitationLink';
import { MembershipFields } from './MembershipFields';
import { useInvite, type MembershipCreate } from './staffQueries';

interface Fields {
  name: string;
  email: string;
  memberships: Partial<MembershipCreate>[];
}

/** Someone new with their roles; ends with the link to hand to them. */
export function InviteDrawer({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation('staff');
  return (
    <Drawer open={open} onClose={onClose} size={480} title={t('invite.action')} destroyOnHidden>
      <InviteForm onClose={onClose} />
    </Drawer>
  );
}

function InviteForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('staff');
  const problemText = useProblemText();
  const [form] = Form.useForm<Fields>();
  const invite = useInvite();

  if (invite.data) {
    return (
      <div className="staff-detail">
        <p>{t('invite.made', { name: invite.data.staff.name })}</p>
        <InvitationLink invitation={invite.data.invitation} />
        <div className="staff-acts">
          <Button type="primary" onClick={onClose}>
            {t('done')}
          </Button>
          <Button
            onClick={() => {
              form.resetFields();
              invite.reset();
            }}
          >
            {t('invite.another')}
          </Button>
        </div>
      </div>
    );
  }

  const submit = ({ name, email, memberships }: Fields) =>
    invite.mutate(
      {
        name: name.trim(),
        email: email.trim(),
        memberships: memberships.flatMap(({ role_id, node_id }) => (role_id ? [{ role_id, node_id: node_id ?? null }] : [])),
      },
      {
        onError: (error) => {
          const { code, sentence } = problemText(error);
          if (code === 'email_taken') form.setFields([{ name: 'email', errors: [sentence] }]);
        },
      },
    );
  const failure = invite.error && problemText(invite.error);

  return (
    <Form<Fields> form={form} layout="vertical" requiredMark={false} disabled={invite.isPending} initialValues={{ memberships: [{}] }} onFinish={submit}>
      <Form.Item name="name" label={t('fields.name')} rules={[{ required: true, whitespace: true, message: t('missing') }]}>
        <Input maxLength={100} autoFocus autoComplete="off" />
      </Form.Item>
      <Form.Item name="email" label={t('fields.email')} extra={t('fields.emailHint')} rules={[{ required: true, type: 'email', message: t('fields.emailWrong') }]}>
        <Input maxLength={254} inputMode="email" autoComplete="off" />
      </Form.Item>
      <Form.List name="memberships">
        {(fields, { add, remove }) => (
          <Form.Item label={t('membership.label')} extra={t('membership.hint')}>
            <div className="membership-list">
              {fields.map(({ key, name }) => (
                <div key={key} className="membership-row">
                  <Form.Item
                    noStyle
                    name={name}
                    rules={[{ validator: (_, value?: Partial<MembershipCreate>) => (value?.role_id ? Promise.resolve() : Promise.reject(new Error(t('membership.missing')))) }]}
                  >
                    <MembershipFields />
                  </Form.Item>
                  {fields.length > 1 && <Button type="text" icon={<DeleteOutlined />} aria-label={t('membership.remove')} onClick={() => remove(name)} />}
                </div>
              ))}
              <Button type="dashed" icon={<PlusOutlined />} onClick={() => add({})}>
                {t('membership.add')}
              </Button>
            </div>
          </Form.Item>
        )}
      </Form.List>
      {failure && failure.code !== 'email_taken' && <Alert type="error" showIcon title={failure.sentence} className="staff-note" />}
      <Button type="primary" htmlType="submit" loading={invite.isPending}>
        {t('invite.submit')}
      </Button>
    </Form>
  );
}
