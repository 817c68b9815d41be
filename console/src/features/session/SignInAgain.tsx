import { useQueryClient } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from 'react-router';
import { signInAddress, useMe } from '@/app/session';
import { useSignIn } from './signIn';
import { SignInForm } from './SignInForm';

/** Signs the same person in again over the page they were at; what they had typed stays. */
export default function SignInAgain({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('session');
  const { email, name } = useMe();
  const signIn = useSignIn();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { pathname, search } = useLocation();

  const leave = () => {
    void Promise.resolve(navigate(signInAddress(pathname + search), { replace: true })).then(() => queries.clear());
  };

  return (
    <Modal open closable={false} keyboard={false} mask={{ closable: false }} footer={null} width={400} title={t('againTitle')}>
      <p className="muted">{t('againText', { name })}</p>
      <SignInForm
        error={signIn.error}
        busy={signIn.isPending}
        email={email ?? undefined}
        onSubmit={(credentials) =>
          signIn.mutate(credentials, {
            onSuccess: () => {
              onDone();
              void queries.invalidateQueries();
            },
          })
        }
      />
      <Button type="link" block onClick={leave}>
        {t('someoneElse')}
      </Button>
    </Modal>
  );
}
