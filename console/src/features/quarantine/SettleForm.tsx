import { DeleteOutlined, RedoOutlined } from '@ant-design/icons';
import { Alert, App, Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import { CodeBlock } from '@/page/CodeBlock';
import { useConfirm } from '@/page/useConfirm';
import { useProblemText } from '@/page/useProblemText';
import { correctionProblem, laidOut } from './advice';
import { useDiscard, useReplay, type QuarantinedDetail } from './quarantineQueries';

/** The event to be corrected and loaded again, or given up. */
export function SettleForm({ event, onSettled }: { event: QuarantinedDetail; onSettled: () => void }) {
  const { t } = useTranslation('quarantine');
  const { message } = App.useApp();
  const problemText = useProblemText();
  const confirm = useConfirm();
  const mayWrite = useMay('tracking.write');
  const sent = laidOut(event.raw ?? '');
  const [text, setText] = useState(sent);
  const replay = useReplay(event.id);
  const discard = useDiscard(event.id);
  const changed = text !== sent;
  const problem = changed ? correctionProblem(text) : null;
  const editable = mayWrite && event.raw !== null;

  // By promise: the form is gone by the time that the list has been read again.
  const load = () =>
    replay.mutateAsync(changed ? text : null).then(
      () => {
        void message.success(t('replayed'));
        onSettled();
      },
      () => undefined,
    );
  const giveUp = () =>
    confirm({
      title: t('discardTitle'),
      content: t('discardText'),
      okText: t('discard'),
      run: () => discard.mutateAsync().then(onSettled),
      done: t('discarded'),
    });

  return (
    <>
      {editable ? (
        <div className="quarantine-editor">
          <label htmlFor="quarantine-raw">{t('editTitle')}</label>
          <p className="muted">{t('editHint')}</p>
          <Input.TextArea
            id="quarantine-raw"
            className="code"
            spellCheck={false}
            autoSize={{ minRows: 8, maxRows: 22 }}
            status={problem ? 'error' : undefined}
            value={text}
            onChange={(input) => setText(input.target.value)}
          />
          {problem && <span className="quarantine-problem">{t(`problems.${problem}`)}</span>}
        </div>
      ) : (
        <>
          <CodeBlock title={t('preview')} language="json" code={event.raw ?? event.preview} />
          {event.raw === null && <p className="muted">{t('rawNeedsReveal')}</p>}
        </>
      )}
      {replay.error && <Alert type="error" showIcon title={problemText(replay.error).sentence} description={t('stillWaiting')} />}
      {mayWrite && (
        <div className="quarantine-acts">
          <Button type="primary" icon={<RedoOutlined />} disabled={problem !== null} loading={replay.isPending} onClick={() => void load()}>
            {t(changed ? 'replayCorrected' : 'replay')}
          </Button>
          {changed && <Button onClick={() => setText(sent)}>{t('takeBack')}</Button>}
          <Button danger type="text" icon={<DeleteOutlined />} onClick={giveUp}>
            {t('discard')}
          </Button>
        </div>
      )}
    </>
  );
}
