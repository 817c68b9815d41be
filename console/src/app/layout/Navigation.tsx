import { Menu, type MenuProps } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { useMe } from '../session';
import { navigationFor, selectedPath } from './navigationTree';

/** The left navigation, by the operator's work. */
export function Navigation({ onChoose }: { onChoose?: () => void }) {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const { permissions } = useMe();
  const groups = navigationFor(permissions);

  const items: MenuProps['items'] = groups.map((group) => ({
    key: group.name,
    type: 'group',
    label: t(`navigation.groups.${group.name}`),
    children: group.items.map((item) => ({
      key: item.path,
      icon: item.icon,
      label: <Link to={item.path}>{t(item.label, { ns: item.namespace })}</Link>,
    })),
  }));
  const selected = selectedPath(groups, pathname);
  const place = useRef<HTMLElement>(null);
  // Far down the list, the page that is open would be out of sight; where it is seen, nothing moves.
  useEffect(() => {
    // Newer browsers answer with a promise, which React would take for something to clean up with.
    void place.current?.querySelector('.ant-menu-item-selected')?.scrollIntoView?.({ block: 'nearest' });
  }, [selected]);

  return (
    <nav ref={place} aria-label={t('navigation.label')}>
      <Menu className="frame-menu" mode="inline" inlineIndent={12} items={items} selectedKeys={selected ? [selected] : []} onClick={onChoose} />
    </nav>
  );
}
