import { MenuOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useNarrow } from '@/page/useNarrow';
import { HelpButton } from '../help/HelpButton';
import { NoticesButton } from '../notices/NoticesButton';
import { SearchButton } from '../search/SearchButton';
import { useMe } from '../session';
import { BrandMark } from './BrandMark';
import { LanguageMenu } from './LanguageMenu';
import { NodeSwitcher } from './NodeSwitcher';
import { ThemeMenu } from './ThemeMenu';
import { UserMenu } from './UserMenu';

/** Brand and org node at the left; search, notices, help, language, theme and the operator at the right. */
export function Header({ onMenu }: { onMenu?: () => void }) {
  const { t } = useTranslation();
  const { brand } = useMe();
  const narrow = useNarrow();
  return (
    <header className="frame-header">
      {onMenu && <Button type="text" icon={<MenuOutlined />} aria-label={t('navigation.open')} onClick={onMenu} />}
      <Link to="/" className="frame-brand" aria-label={t('home', { brand: brand.name })}>
        <BrandMark />
        {!narrow && <span className="ellipsis">{brand.name}</span>}
      </Link>
      <NodeSwitcher />
      <div className="frame-tools">
        <SearchButton />
        <NoticesButton />
        <HelpButton />
        {!narrow && <LanguageMenu />}
        {!narrow && <ThemeMenu />}
        <UserMenu />
      </div>
    </header>
  );
}
