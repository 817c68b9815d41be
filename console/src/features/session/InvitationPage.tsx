import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Form, Input } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useNavigate } from 'react-router';
import { api, unwrap } from '@/api/client';
import { BrandMark } from '@/app/layout/BrandMark';
import { LanguageMenu } from '@/app/layout/LanguageMenu';
import { ThemeMenu } from '@/app/layout/ThemeMenu';
import { signInPath } from '@/app/session';
import { useProblemText } from '@/page/useProblemText';
import './signIn.css';

interface NewPassword {
  password: string;
  again: string;
}

/** Where the link of an invitation leads: set a password, and be signed in. The token stays behind the `#`. */
export default function InvitationPage() {
  const { t } = useTranslation('session');
  const token = useLocation().hash.slice(1);
  const navigate = useNavigate();
  const queries = useQueryClient();
  const accept = useMutation({
    mutationFn: (password: string) => unwrap(api.POST('/api/invitations/acceptance', { body: { token, password } })),
    onSuccess: async () => {
      queries.clear();
      await navigate('/', { replace: true });
    },
  });

  useEffect(() => {
    document.title = t('app:tabTitle', { page: t('invitation.title') });
  }, [t]);

  return (
    <div className="sign-in">
      <div className="sign-in-tools">
        <LanguageMenu />
        <ThemeMenu />
      </div>
      <main className="sign-in-card">
        <BrandMark size={44} />
        <h1>{t('invitation.title')}</h1>
        {token ? (
          <>
            <p className="muted">{t('invitation.purpose')}</p>
            <PasswordForm busy={accept.isPending} error={accept.error} onSubmit={({ password }) => accept.mutate(password)} />
          </>
        ) : (
          <p className="muted">{t('invitation.noToken')}</p>
        )}
        <Link to={signInPath}>{t('invitation.toSignIn')}</Link>
      </main>
    </div>
  );
}

function PasswordForm({ busy, error, onSubmit }: { busy: boolean; error: Error | null; onSubmit: (values: NewPassword) => void }) {
  const { t } = useTranslation('session');
  const problemText = useProblemText();
  const text = error && problemText(error);
  return (
    <Form<NewPassword> layout="vertical" requiredMark={false} disabled={busy} onFinish={onSubmit}>
      <Form.Item name="password" label={t('invitation.password')} rules={[{ required: true, message: t('passwordMissing') }]}>
        <Input.Password size="large" autoFocus autoComplete="new-password" />
      </Form.Item>
      <Form.Item
        name="again"
        label={t('invitation.again')}
        dependencies={['password']}
        rules={[
          { required: true, message: t('passwordMissing') },
          ({ getFieldValue }) => ({
            validator: (_, value) => (!value || value === getFieldValue('password') ? Promise.resolve() : Promise.reject(new Error(t('invitation.differs')))),
          }),
        ]}
      >
        <Input.Password size="large" autoComplete="new-password" />
      </Form.Item>
      {text && (
        <Form.Item>
          <Alert type="error" showIcon title={text.sentence} description={text.code === 'invitation_invalid' ? t('invitation.askAgain') : undefined} />
        </Form.Item>
      )}
      <Button type="primary" size="large" htmlType="submit" block loading={busy}>
        {t('invitation.submit')}
      </Button>
    </Form>
  );
}
