import { Alert, App, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMe } from '@/app/session';
import { inLanguage } from '@/format/inLanguage';
import { Face } from '@/page/Face';
import { Page } from '@/page/Page';
import { useProblemText } from '@/page/useProblemText';
import { useRename } from './accountQueries';
import { PasswordForm } from './PasswordForm';
import { Sessions } from './Sessions';
import { TwoSteps } from './TwoSteps';
import './account.css';

/** One's own account: name, password, authenticator, and the browsers that are signed in. */
export default function AccountPage() {
  const { t } = useTranslation('account');
  const { must_change_password } = useMe();
  return (
    <Page title={t('title')} purpose={t('purpose')}>
      <div className="account">
        <Who />
        <section className="panel account-panel">
          <h2>{t('password')}</h2>
          {must_change_password && <Alert type="warning" showIcon title={t('app:mustChangePassword')} />}
          <PasswordForm />
        </section>
        <div className="account-column">
          <TwoSteps />
          <Sessions />
        </div>
      </div>
    </Page>
  );
}

function Who() {
  const { t, i18n } = useTranslation('account');
  const { id, name, email, roles, nodes, everywhere } = useMe();
  const { message } = App.useApp();
  const problemText = useProblemText();
  const rename = useRename();
  const change = (typed: string) => {
    const wanted = typed.trim();
    if (wanted && wanted !== name) rename.mutate(wanted, { onError: (error) => void message.error(problemText(error).sentence) });
  };
  return (
    <section className="panel account-panel account-who">
      <Face id={id} name={name} size={48} />
      <div>
        <Typography.Text strong editable={{ onChange: change, tooltip: t('rename'), maxLength: 100 }}>
          {name}
        </Typography.Text>
        <div className="muted">{email}</div>
        <div>
          {roles.map((role) => (Object.keys(role.title).length > 0 ? inLanguage(role.title, i18n.language) : role.name)).join(' · ')}
          <span className="muted"> {everywhere ? t('app:everywhere') : nodes.map((node) => node.name).join(' · ')}</span>
        </div>
      </div>
    </section>
  );
}
