import { App, Button, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '@/page/useProblemText';
import { useChangePassword } from './accountQueries';

interface PasswordChange {
  current: string;
  next: string;
  again: string;
}

export function PasswordForm() {
  const { t } = useTranslation('account');
  const { message } = App.useApp();
  const problemText = useProblemText();
  const [form] = Form.useForm<PasswordChange>();
  const change = useChangePassword();
  const submit = (values: PasswordChange) =>
    change.mutate(values, {
      onSuccess: () => {
        form.resetFields();
        void message.success(t('changed'));
      },
      onError: (error) => {
        const { sentence, code } = problemText(error);
        form.setFields([{ name: code === 'password_too_weak' ? 'next' : 'current', errors: [sentence] }]);
      },
    });
  return (
    <Form form={form} layout="vertical" requiredMark={false} disabled={change.isPending} onFinish={submit}>
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
