import { useTranslation } from 'react-i18next';
import type { Person } from '@/api/types';
import { ExportModal } from '@/page/export/ExportModal';
import { useAddress } from '@/page/useAddress';
import { useStartExport } from './leavingQueries';

/** Everything kept about a person as a file. */
export function ExportPerson({ person, open, onClose }: { person: Person; open: boolean; onClose: () => void }) {
  const { t } = useTranslation('people');
  const { search, change } = useAddress();
  const start = useStartExport(person.id);
  const onJob = (job: string | null) => {
    if (job) change({ job }, { replace: true });
    else if (search.get('job')) change({ do: null, job: null }, { replace: true });
    else onClose();
  };
  return (
    <ExportModal
      title={t('exportAll.title', { name: person.name || t('unnamed') })}
      job={open ? (search.get('job') ?? 'new') : null}
      onJob={onJob}
      start={{ ...start, run: () => start.mutate(undefined, { onSuccess: (made) => onJob(made.id) }) }}
    >
      <p>{t('exportAll.text')}</p>
    </ExportModal>
  );
}
