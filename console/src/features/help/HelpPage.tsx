import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { navigationFor } from '@/app/layout/navigationTree';
import { useMe } from '@/app/session';
import { Page } from '@/page/Page';
import './help.css';

/** What each page is for, drawn from the navigation itself. */
export default function HelpPage() {
  const { t } = useTranslation(['help', 'app']);
  const { permissions } = useMe();
  return (
    <Page title={t('title')} purpose={t('purpose')}>
      {navigationFor(permissions).map((group) => (
        <section key={group.name} className="help-group">
          <h2>{t(`app:navigation.groups.${group.name}`)}</h2>
          <div className="help-cards">
            {group.items.map((item) => (
              <Link key={item.path} to={item.path} className="panel help-card">
                <span className="help-icon">{item.icon}</span>
                <span>
                  <strong>{t(item.label, { ns: item.namespace })}</strong>
                  <span className="muted">{t(`${item.label}Purpose`, { ns: item.namespace })}</span>
                </span>
              </Link>
            ))}
          </div>
        </section>
      ))}
    </Page>
  );
}
