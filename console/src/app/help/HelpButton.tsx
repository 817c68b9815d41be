import { QuestionCircleOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFocusReturn } from '@/page/useFocusReturn';
import { withWords } from '../i18n';
import { useShortcut } from '../shortcuts/useShortcut';

const HelpDrawer = lazy(withWords(['help'], () => import('@/features/help/HelpDrawer')));

export const helpPath = '/help';

/** Help on the page that is shown, in a drawer beside it. */
export function HelpButton() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const focus = useFocusReturn();
  const show = () => {
    focus.remember();
    setOpen(true);
  };
  const hide = () => {
    setOpen(false);
    focus.giveBack();
  };
  useShortcut('help', open ? hide : show);
  return (
    <>
      <Button type="text" icon={<QuestionCircleOutlined />} aria-label={t('help')} title={t('help')} aria-expanded={open} onClick={show} />
      <Suspense fallback={null}>{open && <HelpDrawer onClose={hide} />}</Suspense>
    </>
  );
}
