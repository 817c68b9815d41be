import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { navigationFor } from '@/app/layout/navigationTree';
import { useMe } from '@/app/session';
import { Page } from '@/page/Page';
import { DocLink } from './DocLink';
import './help.css';

const guides = ['tutorial/first-segment', 'how-to/import-files', 'how-to/connect-an-sdk', 'how-to/receive-webhooks', 'reference/segment-language', 'how-to/run-in-production', 'how-to/back-up-and-restore', 'how-to/write-a-plugin', 'glossary'];

/** What each page is for, drawn from the navigation itself, and the documents that come with the console. */
export default function HelpPage() {
  const { t } = useTranslation(['help', 'app']);
  const { permissions } = useMe();
  return (
    <Page title={t('title')} purpose={t('purpose')} actions={<Link to="/start">{t('firstSteps')}</Link>}>
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
      <section className="help-group">
        <h2>{t('readOn')}</h2>
        <p className="muted">{t('docsAbout')}</p>
        <ul className="help-docs help-docs-wide">
          {guides.map((path) => (
            <li key={path}>
              <DocLink path={path} />
            </li>
          ))}
        </ul>
      </section>
    </Page>
  );
}
