import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { BrandMark } from '@/app/layout/BrandMark';
import { LanguageMenu } from '@/app/layout/LanguageMenu';
import { ThemeMenu } from '@/app/layout/ThemeMenu';
import { pathAfterSignIn } from '@/app/session';
import { useSignIn, type Credentials } from './signIn';
import { SignInForm } from './SignInForm';
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
