import { DeleteOutlined, RedoOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useMay } from '@/app/session';
import { useFormat } from '@/format/useFormat';
import { useConfirm } from '@/page/useConfirm';
import { useProblemText } from '@/page/useProblemText';
import { useReason } from '@/page/useReason';
import { adviceFor } from './advice';
import { useDiscardReason, useReplayReason, type ReasonCount } from './quarantineQueries';

/** What to do about all events of a reason. */
export function ReasonBar({ group }: { group: ReasonCount }) {
  const { t } = useTranslation('quarantine');
  const format = useFormat();
  const reasonText = useReason();
  const problemText = useProblemText();
  const confirm = useConfirm();
  const { message } = App.useApp();
  const [done, setDone] = useState(0);
  const replay = useReplayReason(setDone);
  const discard = useDiscardReason();
  const mayWrite = useMay('tracking.write');
  const { key, to } = adviceFor(group.reason);
  const facts = { count: group.count, shown: format.number(group.count), reason: reasonText(group.reason) };

  const replayAll = () => {
    setDone(0);
    // By promise: the bar is gone once no event waits for the reason.
    replay.mutateAsync(group).then(
      (count) => void message.success(t('replayedMany', { count, shown: format.number(count) })),
      (error: unknown) => void message.error(problemText(error).sentence),
    );
  };
  const discardAll = () =>
    confirm({
      title: t('discardAllTitle', facts),
      content: t('discardAllText'),
      okText: t('discardAll', facts),
      word: t('discardWord'),
      run: () => discard.mutateAsync(group.reason),
      done: t('discarded'),
    });

  return (
    <section className="panel quarantine-bar" aria-label={reasonText(group.reason)}>
      <p>
        <strong>{reasonText(group.reason)}</strong>
        <span className="muted">{t(`advice.${key}`)}</span>
      </p>
      <div className="quarantine-acts">
        {to && (
          <Link to={to}>
            <Button tabIndex={-1}>{t(`adviceLinks.${key === 'plan' ? 'plan' : 'writeKey'}`)}</Button>
          </Link>
        )}
        {mayWrite && (
          <>
            <Button type="primary" icon={<RedoOutlined />} loading={replay.isPending} onClick={replayAll}>
              {replay.isPending ? t('replayingMany', { done: format.number(done), all: format.number(group.count) }) : t('replayAll', facts)}
            </Button>
            <Button danger icon={<DeleteOutlined />} disabled={replay.isPending} onClick={discardAll}>
              {t('discardAll', facts)}
            </Button>
          </>
        )}
      </div>
    </section>
  );
}
