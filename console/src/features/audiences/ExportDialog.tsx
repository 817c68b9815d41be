import { DownloadOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Modal, Progress, Select } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import { useFormat } from '@/format/useFormat';
import { useProblemText } from '@/page/useProblemText';
import type { Segment } from './audienceTypes';
import { exportProgressQuery, useExport, type ExportAsk } from './snapshotQueries';
import { useSpeech } from './useSpeech';
import { wordsQuery } from './wordQueries';

interface ExportDialogProps {
  segment: Segment;
  open: boolean;
  onClose: () => void;
}

type Contact = NonNullable<ExportAsk['contacts']>[number];

const contactKinds: Contact[] = ['name', 'phone', 'email'];

/** Everyone in the segment as a file: what to write, how far it is, where it lies. */
export function ExportDialog({ segment, open, onClose }: ExportDialogProps) {
  const { t } = useTranslation('audiences');
  const id = useId();
  const format = useFormat();
  const speech = useSpeech();
  const problemText = useProblemText();
  const mayReveal = useMay('people.reveal');
  const words = useQuery({ ...wordsQuery, enabled: open }).data;
  const [ask, setAsk] = useState<ExportAsk>({ traits: [], attributes: [], contacts: [], reveal: false });
  const start = useExport(segment.id);
  const job = start.data?.job_id;
  const progress = useQuery(exportProgressQuery(segment.id, job)).data;
  const file = `/api/segments/${segment.id}/exports/${job}/file`;

  return (
    <Modal
      open={open}
      title={t('export.title', { name: segment.name })}
      onCancel={onClose}
      afterClose={() => progress?.state !== 'running' && progress?.state !== 'requested' && start.reset()}
      footer={
        job ? (
          <Button onClick={onClose}>{t('export.close')}</Button>
        ) : (
          <Button type="primary" loading={start.isPending} onClick={() => start.mutate(ask)}>
            {t('export.start')}
          </Button>
        )
      }
    >
      {job ? running() : choices()}
      {start.error && <p className="builder-complaint">{problemText(start.error).sentence}</p>}
    </Modal>
  );

  function choices() {
    const options = (heading: 'traits' | 'attributes') => (words?.[heading] ?? []).map(({ name }) => ({ value: name, label: speech.word(heading, name) }));
    return (
      <div className="export-choices">
        <p>{t('export.text', { people: format.number(segment.size ?? 0) })}</p>
        <label htmlFor={`${id}-traits`}>{t('export.traits')}</label>
        <Select id={`${id}-traits`} mode="multiple" value={ask.traits} options={options('traits')} onChange={(traits) => setAsk({ ...ask, traits })} />
        {(words?.attributes.length ?? 0) > 0 && (
          <>
            <label htmlFor={`${id}-attributes`}>{t('export.attributes')}</label>
            <Select id={`${id}-attributes`} mode="multiple" value={ask.attributes} options={options('attributes')} onChange={(attributes) => setAsk({ ...ask, attributes })} />
          </>
        )}
        <span>{t('export.contacts')}</span>
        <Checkbox.Group
          value={ask.contacts}
          options={contactKinds.map((value) => ({ value, label: t(`export.contactNames.${value}`) }))}
          onChange={(contacts) => setAsk({ ...ask, contacts })}
        />
        {mayReveal && (ask.contacts ?? []).length > 0 && (
          <Checkbox checked={ask.reveal} onChange={(event) => setAsk({ ...ask, reveal: event.target.checked })}>
            {t('export.reveal')}
          </Checkbox>
        )}
      </div>
    );
  }

  function running() {
    if (progress?.state === 'failed' || progress?.state === 'cancelled') return <p className="builder-complaint">{t('export.failed')}</p>;
    const finished = progress?.state === 'done';
    const percent = finished ? 100 : progress?.total ? Math.floor((100 * progress.done) / progress.total) : 0;
    return (
      <div className="export-choices" aria-live="polite">
        <Progress percent={percent} status={finished ? 'success' : 'active'} />
        <p className="muted figures">{finished ? t('export.done') : t('export.progress', { done: format.number(progress?.done ?? 0) })}</p>
        {finished ? (
          <Button type="primary" icon={<DownloadOutlined />} href={file} download>
            {t('export.download')}
          </Button>
        ) : (
          <p className="muted">{t('export.leave')}</p>
        )}
      </div>
    );
  }
}
