import { Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { shortcuts } from './shortcuts';
import { isApple, useShortcut } from './useShortcut';

/** The list of keys that `?` shows; also puts `/` to work: it leads to the page's own search field. */
export function Shortcuts() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  useShortcut('shortcuts', () => setOpen(true));
  useShortcut('find', () => document.querySelector<HTMLInputElement>('#content .filter-bar input')?.focus());
  return (
    <Modal open={open} footer={null} onCancel={() => setOpen(false)} title={t('shortcuts.title')} width={420}>
      <dl className="shortcuts">
        {shortcuts.map(({ name, keys }) => (
          <div key={name}>
            <dt>{t(`shortcuts.names.${name}`)}</dt>
            <dd>
              {keys.map((key) => (
                <kbd key={key}>{key === 'mod' ? (isApple() ? '⌘' : 'Ctrl') : key}</kbd>
              ))}
            </dd>
          </div>
        ))}
        <div>
          <dt>{t('shortcuts.names.leave')}</dt>
          <dd>
            <kbd>{t('shortcuts.escape')}</kbd>
          </dd>
        </div>
      </dl>
    </Modal>
  );
}
