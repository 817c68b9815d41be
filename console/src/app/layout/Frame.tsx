import { Drawer, Layout } from 'antd';
import { useEffect, useState, type MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Outlet, useLocation, useNavigation } from 'react-router';
import { WorkplaceProvider } from '../node';
import { accountPath, useMe } from '../session';
import { Shortcuts } from '../shortcuts/Shortcuts';
import { Arrival } from './Arrival';
import { Header } from './Header';
import { LanguageMenu } from './LanguageMenu';
import { Navigation } from './Navigation';
import { ThemeMenu } from './ThemeMenu';
import { useNarrow } from '@/page/useNarrow';
import './frame.css';

/** Header, left navigation and the page between them; the navigation becomes a drawer on a narrow screen. */
export function Frame() {
  const { t } = useTranslation();
  const narrow = useNarrow();
  const [drawerOpen, setDrawerOpen] = useState(false);
  const { pathname } = useLocation();

  useEffect(() => setDrawerOpen(false), [pathname]);

  return (
    <WorkplaceProvider>
      <Layout className="frame">
        <a className="skip-link" href="#content" onClick={toContent}>
          {t('skipToContent')}
        </a>
        <Header onMenu={narrow ? () => setDrawerOpen(true) : undefined} />
        <Layout>
          {narrow ? (
            <Drawer placement="left" size={264} open={drawerOpen} onClose={() => setDrawerOpen(false)} title={t('navigation.label')} styles={{ body: { padding: 8 } }} footer={<DrawerTools />}>
              <Navigation onChoose={() => setDrawerOpen(false)} />
            </Drawer>
          ) : (
            <Layout.Sider theme="light" width={208} className="frame-side">
              <Navigation />
            </Layout.Sider>
          )}
          <Layout.Content id="content" tabIndex={-1} className="frame-content">
            <Arriving />
            <PasswordReminder />
            <Outlet />
          </Layout.Content>
        </Layout>
        <Shortcuts />
        <Arrival />
      </Layout>
    </WorkplaceProvider>
  );
}

/** Past header and navigation, without a mark in the address. */
function toContent(event: MouseEvent) {
  event.preventDefault();
  document.getElementById('content')?.focus();
}

/** What the header has no room for on a phone. */
function DrawerTools() {
  return (
    <>
      <LanguageMenu />
      <ThemeMenu />
    </>
  );
}

/** Says so where a password was made by someone else, until its owner has changed it. */
function PasswordReminder() {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  if (!useMe().must_change_password || pathname === accountPath) return null;
  return (
    <div className="frame-reminder" role="status">
      {t('mustChangePassword')} <Link to={accountPath}>{t('changePassword')}</Link>
    </div>
  );
}

/** A thin line while the next page's code is on its way; the page before it stays. */
function Arriving() {
  const { t } = useTranslation();
  const { state } = useNavigation();
  return state === 'loading' ? <div className="frame-arriving" role="progressbar" aria-label={t('arriving')} /> : null;
}
