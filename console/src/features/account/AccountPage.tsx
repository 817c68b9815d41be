import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '@/api/client';
import { meQuery, useMe } from '@/app/session';
import { Page } from '@/page/Page';
import { useProblemText } from '@/page/useProblemText';
import './account.css';

interface PasswordChange {
  current: string;
  next: string;
  again: string;
}

/** One's own account: today the password. */
export default function AccountPage() {
  const { t } = useTranslation('account');
  const { email, must_change_password } = useMe();
  return (
    <Page title={t('title')} purpose={email}>
      <section className="panel account-panel">
        <h2>{t('password')}</h2>
        {must_change_password && <Alert type="warning" showIcon title={t('app:mustChangePassword')} />}
        <PasswordForm />
      </section>
    </Page>
  );
}

function PasswordForm() {
  const { t } = useTranslation('account');
  const { message } = App.useApp();
  const problemText = useProblemText();
  const [form] = Form.useForm<PasswordChange>();
  const queries = useQueryClient();
  const change = useMutation({
    mutationFn: ({ current, next }: PasswordChange) =>
      unwrap(api.PUT('/api/me/password', { body: { current_password: current, new_password: next } })),
    onSuccess: async () => {
      form.resetFields();
      await queries.invalidateQueries({ queryKey: meQuery.queryKey });
      void message.success(t('changed'));
    },
    onError: (error) => {
      const { sentence, code } = problemText(error);
      form.setFields([{ name: code === 'password_too_weak' ? 'next' : 'current', errors: [sentence] }]);
    },
  });
  return (
    <Form form={form} layout="vertical" requiredMark={false} disabled={change.isPending} onFinish={(values) => change.mutate(values)}>
      <Form.Item name="current" label={t('current')} rules={[{ required: true, message: t('missing') }]}>
        <Input.Password autoComplete="current-password" />
      </Form.Item>
      <Form.Item name="next" label={t('next')} extra={t('nextHint')} rules={[{ required: true, message: t('missing') }]}>
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item
        name="again"
        label={t('again')}
        dependencies={['next']}
        rules={[
          { required: true, message: t('missing') },
          ({ getFieldValue }) => ({
            validator: (_, value) => (!value || value === getFieldValue('next') ? Promise.resolve() : Promise.reject(new Error(t('differs')))),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={change.isPending}>
        {t('change')}
      </Button>
    </Form>
  );
}
