import { Alert, Button, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '@/page/useProblemText';
import { oneTimeCodeOf, type Credentials } from './signIn';

interface SignInFormProps {
  error: Error | null;
  busy: boolean;
  /** Whose session it was, where it is signed in to again. */
  email?: string;
  onSubmit: (credentials: Credentials) => void;
}

export function SignInForm({ error, busy, email, onSubmit }: SignInFormProps) {
  const { t } = useTranslation('session');
  const problemText = useProblemText();
  const oneTimeCode = oneTimeCodeOf(error);
  const text = error && problemText(error);
  return (
    <Form<Credentials> layout="vertical" requiredMark={false} initialValues={{ email }} onFinish={onSubmit} disabled={busy}>
      <Form.Item name="email" label={t('email')} rules={[{ required: true, message: t('emailMissing') }]}>
        <Input size="large" autoFocus={!email} readOnly={Boolean(email)} autoComplete="username" inputMode="email" />
      </Form.Item>
      <Form.Item name="password" label={t('password')} rules={[{ required: true, message: t('passwordMissing') }]}>
        <Input.Password size="large" autoFocus={Boolean(email)} autoComplete="current-password" />
      </Form.Item>
      {oneTimeCode && (
        <Form.Item name="totp" label={t('totp')} extra={t('totpHint')}>
          <Input size="large" autoFocus autoComplete="one-time-code" maxLength={40} />
        </Form.Item>
      )}
      {text && (
        <Form.Item>
          <Alert
            type={oneTimeCode === 'asked' ? 'info' : 'error'}
            showIcon
            title={
              <>
                {text.sentence}
                {oneTimeCode !== 'asked' && <div className="code muted">{t('app:codeToQuote', { code: text.code })}</div>}
              </>
            }
          />
        </Form.Item>
      )}
      <Button type="primary" size="large" htmlType="submit" block loading={busy}>
        {t('submit')}
      </Button>
    </Form>
  );
}
