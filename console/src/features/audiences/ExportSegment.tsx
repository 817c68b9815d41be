import { useQuery } from '@tanstack/react-query';
import { Form, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/useFormat';
import { ContactFields, type Contacts } from '@/page/export/ContactFields';
import { ExportModal } from '@/page/export/ExportModal';
import type { Segment } from './audienceTypes';
import { useStartExport } from './snapshotQueries';
import { useSpeech } from './useSpeech';
import { wordsQuery } from './wordQueries';

interface ExportSegmentProps {
  segment: Segment;
  job: string | null;
  onJob: (job: string | null) => void;
}

type Heading = 'traits' | 'attributes';

/** Everyone in the segment as a file. */
export function ExportSegment({ segment, job, onJob }: ExportSegmentProps) {
  const { t } = useTranslation('audiences');
  const format = useFormat();
  const speech = useSpeech();
  const words = useQuery({ ...wordsQuery, enabled: job !== null }).data;
  const [contacts, setContacts] = useState<Contacts>({ contacts: [], reveal: false });
  const [chosen, setChosen] = useState<Record<Heading, string[]>>({ traits: [], attributes: [] });
  const start = useStartExport(segment.id);
  const run = () => start.mutate({ ...chosen, ...contacts }, { onSuccess: (made) => onJob(made.job_id) });

  const choice = (heading: Heading) =>
    (words?.[heading].length ?? 0) > 0 && (
      <Form.Item label={t(`export.${heading}`)}>
        <Select
          mode="multiple"
          aria-label={t(`export.${heading}`)}
          value={chosen[heading]}
          options={(words?.[heading] ?? []).map(({ name }) => ({ value: name, label: speech.word(heading, name) }))}
          onChange={(names) => setChosen({ ...chosen, [heading]: names })}
        />
      </Form.Item>
    );
  return (
    <ExportModal title={t('export.title', { name: segment.name })} job={job} onJob={onJob} start={{ ...start, run }}>
      <Form layout="vertical">
        <p>{t('export.text', { people: format.number(segment.size ?? 0) })}</p>
        {choice('traits')}
        {choice('attributes')}
        <ContactFields value={contacts} onChange={setContacts} />
      </Form>
    </ExportModal>
  );
}
