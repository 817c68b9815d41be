import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '@/page/useProblemText';

const shownSeconds = 15;

/** Says what was done, with a way back for as long as it is shown. */
export function useUndo(): (done: string, undo: () => Promise<unknown>, undone: string) => void {
  const { t } = useTranslation('people');
  const { notification, message } = App.useApp();
  const problemText = useProblemText();
  return (done, undo, undone) => {
    const key = `undo-${done}`;
    const back = () => {
      notification.destroy(key);
      undo().then(
        () => void message.success(undone),
        (error: unknown) => void message.error(problemText(error).sentence),
      );
    };
    notification.success({
      key,
      title: done,
      duration: shownSeconds,
      placement: 'bottomRight',
      actions: (
        <Button size="small" onClick={back}>
          {t('undo')}
        </Button>
      ),
    });
  };
}
