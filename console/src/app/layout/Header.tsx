import { MenuOutlined, QuestionCircleOutlined } from '@ant-design/icons';
import { Button, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useMe } from '../session';
import { BrandMark } from './BrandMark';
import { LanguageMenu } from './LanguageMenu';
import { ThemeMenu } from './ThemeMenu';
import { UserMenu } from './UserMenu';

export const helpPath = '/help';

/** Brand at the left; language, theme, help and the operator at the right. */
export function Header({ onMenu }: { onMenu?: () => void }) {
  const { t } = useTranslation();
  const { brand } = useMe();
  return (
    <header className="frame-header">
      {onMenu && <Button type="text" icon={<MenuOutlined />} aria-label={t('navigation.open')} onClick={onMenu} />}
      <Link to="/" className="frame-brand">
        <BrandMark />
        <span className="ellipsis">{brand.name}</span>
      </Link>
      <div className="frame-tools">
        <LanguageMenu />
        <ThemeMenu />
        <Tooltip title={t('help')}>
          <Link to={helpPath} aria-label={t('help')} className="frame-tool">
            <QuestionCircleOutlined />
          </Link>
        </Tooltip>
        <UserMenu />
      </div>
    </header>
  );
}
