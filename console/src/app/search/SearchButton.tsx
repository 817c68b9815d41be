import { SearchOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFocusReturn } from '@/page/useFocusReturn';
import { useNarrow } from '@/page/useNarrow';
import { isApple, useShortcut } from '../shortcuts/useShortcut';
import './search.css';

const Palette = lazy(() => import('./Palette'));

/** Opens the command palette; so does Ctrl K or ⌘ K anywhere. */
export function SearchButton() {
  const { t } = useTranslation();
  const narrow = useNarrow();
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
  useShortcut('palette', open ? hide : show);
  return (
    <>
      {narrow ? (
        <Button type="text" icon={<SearchOutlined />} aria-label={t('search.open')} onClick={show} />
      ) : (
        <Button className="search-button" icon={<SearchOutlined />} title={t('search.open')} onClick={show}>
          <span>{t('search.short')}</span>
          <kbd>{isApple() ? '⌘ K' : 'Ctrl K'}</kbd>
        </Button>
      )}
      <Suspense fallback={null}>{open && <Palette onClose={hide} />}</Suspense>
    </>
  );
}
