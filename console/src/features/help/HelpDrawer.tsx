import { Button, Drawer } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { helpPath } from '@/app/help/HelpButton';
import { navigationFor, selectedPath } from '@/app/layout/navigationTree';
import { useMe } from '@/app/session';
import { showShortcuts } from '@/app/shortcuts/useShortcut';
import { HowTo } from './HowTo';
import './help.css';

/** What the page that is shown is for, how it is used, and where to read on. */
export default function HelpDrawer({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('help');
  const { pathname } = useLocation();
  const groups = navigationFor(useMe().permissions);
  const path = selectedPath(groups, pathname);
  const item = groups.flatMap((group) => group.items).find((each) => each.path === path);
  return (
    <Drawer open size={400} onClose={onClose} title={item ? t(item.label, { ns: item.namespace }) : t('title')}>
      <div className="help-drawer">
        {item && <p>{t(`${item.label}Purpose`, { ns: item.namespace })}</p>}
        <HowTo pathname={pathname} onLeave={onClose} />
        <h3>{t('more')}</h3>
        <ul className="help-docs">
          <li>
            <Link to={helpPath} onClick={onClose}>
              {t('allPages')}
            </Link>
          </li>
          <li>
            <Link to="/start" onClick={onClose}>
              {t('firstSteps')}
            </Link>
          </li>
          <li>
            <Button type="link" className="help-keys" onClick={() => showShortcuts()}>
              {t('app:shortcuts.title')}
            </Button>
          </li>
        </ul>
      </div>
    </Drawer>
  );
}
