import { useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Form, Input } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { BrandMark } from '@/app/layout/BrandMark';
import { LanguageMenu } from '@/app/layout/LanguageMenu';
import { ThemeMenu } from '@/app/layout/ThemeMenu';
import { pathAfterSignIn } from '@/app/session';
import { useProblemText } from '@/page/useProblemText';
import { oneTimeCodeOf, useSignIn, type Credentials } from './signIn';
import './signIn.css';

export default function SignInPage() {
  const { t } = useTranslation('session');
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const signIn = useSignIn();
  const from = search.get('from');

  useEffect(() => {
    document.title = t('app:tabTitle', { page: t('title') });
  }, [t]);

  const submit = (credentials: Credentials) =>
    signIn.mutate(credentials, {
      onSuccess: async () => {
        queries.clear();
        await navigate(pathAfterSignIn(from), { replace: true });
      },
    });

  return (
    <div className="sign-in">
      <div className="sign-in-tools">
        <LanguageMenu />
        <ThemeMenu />
      </div>
      <main className="sign-in-card">
        <BrandMark size={44} />
        <h1>{t('title')}</h1>
        <p className="muted">{from ? t('continueAfter') : t('purpose')}</p>
        <SignInForm error={signIn.error} busy={signIn.isPending} onSubmit={submit} />
      </main>
    </div>
  );
}

interface SignInFormProps {
  error: Error | null;
  busy: boolean;
  onSubmit: (credentials: Credentials) => void;
}

function SignInForm({ error, busy, onSubmit }: SignInFormProps) {
  const { t } = useTranslation('session');
  const problemText = useProblemText();
  const oneTimeCode = oneTimeCodeOf(error);
  const text = error && problemText(error);
  return (
    <Form<Credentials> layout="vertical" requiredMark={false} onFinish={onSubmit} disabled={busy}>
      <Form.Item name="email" label={t('email')} rules={[{ required: true, message: t('emailMissing') }]}>
        <Input size="large" autoFocus autoComplete="username" inputMode="email" />
      </Form.Item>
      <Form.Item name="password" label={t('password')} rules={[{ required: true, message: t('passwordMissing') }]}>
        <Input.Password size="large" autoComplete="current-password" />
      </Form.Item>
      {oneTimeCode && (
        <Form.Item name="totp" label={t('totp')} extra={t('totpHint')}>
          <Input size="large" autoFocus autoComplete="one-time-code" inputMode="numeric" maxLength={8} />
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
