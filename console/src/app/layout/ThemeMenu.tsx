import { DesktopOutlined, MoonOutlined, SunOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAppearance, wishes, type Wish } from '../appearance';

const icons = { light: <SunOutlined />, dark: <MoonOutlined />, system: <DesktopOutlined /> };

export function ThemeMenu() {
  const { t } = useTranslation();
  const { wish, mode, ask } = useAppearance();
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: wishes.map((each) => ({ key: each, icon: icons[each], label: t(`themes.${each}`) })),
        selectable: true,
        selectedKeys: [wish],
        onClick: ({ key }) => ask(key as Wish),
      }}
    >
      <Button type="text" icon={icons[mode]} aria-label={t('theme')} title={t('theme')} />
    </Dropdown>
  );
}
