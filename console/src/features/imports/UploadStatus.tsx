import { FileTextOutlined } from '@ant-design/icons';
import { Alert, Button, Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import { asProblem } from '@/api/problem';
import { donePercent } from '@/format/share';
import { useFormat } from '@/format/useFormat';
import { useProblemText } from '@/page/useProblemText';
import { uploadAdvice } from './uploadAdvice';
import type { UploadState } from './useUpload';

interface UploadStatusProps {
  state: Exclude<UploadState, { kind: 'idle' }>;
  onCancel: () => void;
  onRetry: () => void;
  onOther: () => void;
}

/** A file on its way up, or why it did not arrive. */
export function UploadStatus({ state, onCancel, onRetry, onOther }: UploadStatusProps) {
  const { t } = useTranslation('imports');
  const format = useFormat();
  const problemText = useProblemText();
  const size = format.fileSize(state.file.size);
  return (
    <section className="panel imports-upload" aria-live="polite">
      <div className="imports-upload-file">
        <FileTextOutlined aria-hidden />
        <strong className="ellipsis">{state.file.name}</strong>
        <span className="muted figures">{size}</span>
      </div>
      {state.kind === 'sending' ? sending(state.sent, state.total) : failed(state.error)}
    </section>
  );

  function sending(sent: number, total: number) {
    const percent = donePercent(sent, total);
    const label = percent < 100 ? t('uploading', { sent: format.fileSize(Math.min(sent, state.file.size)), size }) : t('lookingAtFile');
    return (
      <>
        <Progress percent={percent} status="active" aria-label={label} />
        <div className="imports-upload-foot">
          <span className="muted figures">{label}</span>
          <Button onClick={onCancel}>{t('cancelUpload')}</Button>
        </div>
      </>
    );
  }

  function failed(error: unknown) {
    const { sentence, code, requestId } = problemText(error);
    const { key, facts } = uploadAdvice(asProblem(error));
    const limit = typeof facts.bytes_max === 'number' ? format.fileSize(facts.bytes_max) : '';
    return (
      <>
        <Alert type="error" showIcon title={sentence} description={t(`uploadAdvice.${key}`, { limit })} />
        <div className="imports-upload-foot">
          <span className="state-code">{[t('app:codeToQuote', { code }), requestId].filter(Boolean).join(' · ')}</span>
          <span className="imports-buttons">
            {key === 'unreachable' && (
              <Button type="primary" onClick={onRetry}>
                {t('uploadAgain')}
              </Button>
            )}
            <Button type={key === 'unreachable' ? 'default' : 'primary'} onClick={onOther}>
              {t('otherFile')}
            </Button>
          </span>
        </div>
      </>
    );
  }
}
