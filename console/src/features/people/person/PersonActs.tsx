import { DeleteOutlined, DownloadOutlined, EllipsisOutlined, MergeCellsOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import type { Person } from '@/api/types';
import { useAddress } from '@/page/useAddress';
import { ErasePerson } from './ErasePerson';
import { ExportPerson } from './ExportPerson';
import { MergeDialog } from './MergeDialog';

/** What can be done with a person as a whole; each dialog has its address. */
export function PersonActs({ person }: { person: Person }) {
  const { t } = useTranslation('people');
  const { search, change } = useAddress();
  const mayMerge = useMay('people.merge');
  const mayErase = useMay('people.erase');
  const open = search.get('do');
  const show = (act: string | null) => change({ do: act }, { replace: true });
  if (!mayMerge && !mayErase) return null;
  return (
    <>
      {mayMerge && (
        <Button icon={<MergeCellsOutlined />} onClick={() => show('merge')}>
          {t('merge.open')}
        </Button>
      )}
      {mayErase && (
        <Dropdown
          trigger={['click']}
          placement="bottomRight"
          menu={{
            items: [
              { key: 'export', icon: <DownloadOutlined />, label: t('exportAll.open'), onClick: () => show('export') },
              { type: 'divider' },
              { key: 'erase', icon: <DeleteOutlined />, danger: true, label: t('erase.open'), onClick: () => show('erase') },
            ],
          }}
        >
          <Button icon={<EllipsisOutlined />} aria-label={t('moreActs')} />
        </Dropdown>
      )}
      {mayMerge && <MergeDialog person={person} open={open === 'merge'} onClose={() => show(null)} />}
      {mayErase && <ExportPerson person={person} open={open === 'export'} onClose={() => show(null)} />}
      {mayErase && <ErasePerson person={person} open={open === 'erase'} onClose={() => show(null)} />}
    </>
  );
}
