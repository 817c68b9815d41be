import { lazy, Suspense, useEffect, useState, type MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Outlet, useLocation, useNavigation } from 'react-router';
import { WorkplaceProvider } from '../node';
import { accountPath, useMe } from '../session';
import { Shortcuts } from '../shortcuts/Shortcuts';
import { Arrival } from './Arrival';
import { Header } from './Header';
import { Navigation } from './Navigation';
import { useNarrow } from '@/page/useNarrow';
import './frame.css';

const NavigationDrawer = lazy(() => import('./NavigationDrawer'));

/** Header, left navigation and the page between them; the navigation becomes a drawer on a narrow screen. */
export function Frame() {
  const { t } = useTranslation();
  const narrow = useNarrow();
  const [drawerOpen, setDrawerOpen] = useState(false);
  const { pathname } = useLocation();

  useEffect(() => setDrawerOpen(false), [pathname]);

  return (
    <WorkplaceProvider>
      <div className="frame">
        <a className="skip-link" href="#content" onClick={toContent}>
          {t('skipToContent')}
        </a>
        <Header onMenu={narrow ? () => setDrawerOpen(true) : undefined} />
        <div className="frame-body">
          {narrow ? (
            <Suspense fallback={null}>
              <NavigationDrawer open={drawerOpen} onClose={() => setDrawerOpen(false)} />
            </Suspense>
          ) : (
            <aside className="frame-side">
              <Navigation />
            </aside>
          )}
          <main id="content" tabIndex={-1} className="frame-content">
            <Arriving />
            <PasswordReminder />
            <Outlet />
          </main>
        </div>
        <Shortcuts />
        <Arrival />
      </div>
    </WorkplaceProvider>
  );
}

/** Past header and navigation, without a mark in the address. */
function toContent(event: MouseEvent) {
  event.preventDefault();
  document.getElementById('content')?.focus();
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
