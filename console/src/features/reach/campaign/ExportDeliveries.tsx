import { Form } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ContactFields, type Contacts } from '@/page/export/ContactFields';
import { ExportModal } from '@/page/export/ExportModal';
import { useStartExport, type ExportAsk } from './exportQueries';

interface ExportDeliveriesProps {
  campaignId: string;
  job: string | null;
  /** The filters of the list behind it. */
  only: Pick<ExportAsk, 'state' | 'learnt' | 'reason' | 'variant'>;
  filtered: boolean;
  onJob: (job: string | null) => void;
}

/** Everyone the campaign was for, or those filtered, as a file. */
export function ExportDeliveries({ campaignId, job, only, filtered, onJob }: ExportDeliveriesProps) {
  const { t, i18n } = useTranslation('reach');
  const start = useStartExport(campaignId);
  const [contacts, setContacts] = useState<Contacts>({ contacts: [], reveal: false });
  const run = () => start.mutate({ ...only, ...contacts, language: i18n.language === 'en' ? 'en' : 'zh' }, { onSuccess: (made) => onJob(made.id) });
  return (
    <ExportModal title={t(filtered ? 'export.titleFiltered' : 'export.title')} job={job} onJob={onJob} start={{ ...start, run }}>
      <Form layout="vertical">
        <p>{t('export.text')}</p>
        <ContactFields value={contacts} onChange={setContacts} />
      </Form>
    </ExportModal>
  );
}
