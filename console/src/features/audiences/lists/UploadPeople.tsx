import { InboxOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Modal, Upload } from 'antd';
import { useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/useFormat';
import { useProblemText } from '@/page/useProblemText';
import { IdentifierType } from './IdentifierType';
import { uploadProgressQuery, useRefreshLists, useUploadToList } from './listQueries';

const linesShown = 20;

interface UploadPeopleProps {
  listId: string;
  open: boolean;
  onClose: () => void;
}

/** A file of identifiers, and what came of it. */
export function UploadPeople({ listId, open, onClose }: UploadPeopleProps) {
  const { t } = useTranslation('audiences');
  const id = useId();
  const format = useFormat();
  const problemText = useProblemText();
  const refresh = useRefreshLists();
  const [type, setType] = useState('phone');
  const upload = useUploadToList(listId);
  const progress = useQuery(uploadProgressQuery(listId, upload.data?.job_id)).data;
  const state = progress?.state;

  useEffect(() => {
    if (state === 'done') void refresh();
    // What came of it is read once, when it is done.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [state]);

  return (
    <Modal open={open} title={t('lists.upload')} footer={<Button onClick={onClose}>{t('app:longWork.close')}</Button>} onCancel={onClose} afterClose={() => state !== 'running' && upload.reset()}>
      <div className="export-choices" aria-live="polite">
        {upload.data ? outcome() : choices()}
        {upload.error && <p className="builder-complaint">{problemText(upload.error).sentence}</p>}
      </div>
    </Modal>
  );

  function choices() {
    return (
      <>
        <p className="muted">{t('lists.uploadText')}</p>
        <label htmlFor={`${id}-type`}>{t('lists.uploadKind')}</label>
        <IdentifierType id={`${id}-type`} value={type} onChange={setType} />
        <Upload.Dragger
          accept=".csv,.txt,text/csv,text/plain"
          maxCount={1}
          showUploadList={false}
          disabled={upload.isPending}
          beforeUpload={(file) => {
            upload.mutate({ file, identifierType: type });
            return false;
          }}
        >
          <p className="upload-icon">
            <InboxOutlined />
          </p>
          <p>{t('lists.uploadDrop')}</p>
        </Upload.Dragger>
      </>
    );
  }

  function outcome() {
    if (state === 'failed' || state === 'cancelled') return <p className="builder-complaint">{t('lists.uploadFailed')}</p>;
    if (state !== 'done') {
      return (
        <>
          <p>{t('lists.uploadStarted')}</p>
          <p className="muted figures">{t('lists.uploadProgress', { done: format.number(progress?.done ?? 0) })}</p>
        </>
      );
    }
    const unknownLines = progress?.unknown_lines ?? [];
    return (
      <>
        <p className="figures">{t('lists.uploadDone', { added: format.number(progress?.added ?? 0), unknown: format.number(progress?.unknown ?? 0) })}</p>
        {unknownLines.length > 0 && <p className="muted figures">{t('lists.unknownLines', { lines: unknownLines.slice(0, linesShown).join(t('say.comma')) })}</p>}
      </>
    );
  }
}
