import { QuestionCircleOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useShortcut } from '../shortcuts/useShortcut';

const HelpDrawer = lazy(() => import('@/features/help/HelpDrawer'));

export const helpPath = '/help';

/** Help on the page that is shown, in a drawer beside it. */
export function HelpButton() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  useShortcut('help', () => setOpen((before) => !before));
  return (
    <>
      <Button type="text" icon={<QuestionCircleOutlined />} aria-label={t('help')} title={t('help')} aria-expanded={open} onClick={() => setOpen(true)} />
      <Suspense fallback={null}>{open && <HelpDrawer onClose={() => setOpen(false)} />}</Suspense>
    </>
  );
}
