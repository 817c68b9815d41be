import { App, Input } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useProblemText } from './useProblemText';

interface Act {
  /** Names what will happen: "Revoke the key ERP". */
  title: string;
  content?: ReactNode;
  okText: string;
  /** To be typed before the button answers, for what cannot be taken back. */
  word?: string;
  danger?: boolean;
  run: () => Promise<unknown>;
  /** Said afterwards. */
  done?: string;
}

/** Asks before something is done, waits for the word where one is given, and says how it went. */
export function useConfirm(): (act: Act) => void {
  const { t } = useTranslation();
  const { modal, message } = App.useApp();
  const problemText = useProblemText();
  return ({ title, content, okText, word, danger = true, run, done }) => {
    const okProps = (typed: string) => ({ danger, disabled: word !== undefined && typed.trim() !== word });
    const dialog = modal.confirm({
      title,
      okText,
      okButtonProps: okProps(''),
      cancelText: t('cancel'),
      autoFocusButton: word ? null : 'cancel',
      content: (
        <>
          {content}
          {word !== undefined && (
            <label className="confirm-word">
              <span>{t('typeToConfirm', { word })}</span>
              <Input autoFocus autoComplete="off" onChange={(input) => dialog.update({ okButtonProps: okProps(input.target.value) })} />
            </label>
          )}
        </>
      ),
      onOk: () =>
        run().then(
          () => done && void message.success(done),
          (error: unknown) => void message.error(problemText(error).sentence),
        ),
    });
  };
}
