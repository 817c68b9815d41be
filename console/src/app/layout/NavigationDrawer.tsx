import { Drawer } from 'antd';
import { useTranslation } from 'react-i18next';
import { LanguageMenu } from './LanguageMenu';
import { Navigation } from './Navigation';
import { ThemeMenu } from './ThemeMenu';

/** The navigation on a phone, with what the header has no room for there. */
export default function NavigationDrawer({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const tools = (
    <>
      <LanguageMenu />
      <ThemeMenu />
    </>
  );
  return (
    <Drawer placement="left" size={264} open={open} onClose={onClose} title={t('navigation.label')} styles={{ body: { padding: 8 } }} footer={tools}>
      <Navigation onChoose={onClose} />
    </Drawer>
  );
}
