import { HddOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Table, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { byteSize } from '@/format/bytes';
import { useFormat } from '@/format/useFormat';
import { EmptyState } from '@/page/EmptyState';
import { Loaded } from '@/page/Loaded';
import { Time } from '@/page/Time';
import { backupsQuery, type Backup } from './systemQueries';

/** The copies that lie in the home folder. */
export function Backups() {
  const { t, i18n } = useTranslation('system');
  const format = useFormat();
  const backups = useQuery(backupsQuery);
  const columns: TableColumnsType<Backup> = [
    { title: t('backup.name'), key: 'name', render: (_, backup) => <span className="code">{backup.name}</span> },
    { title: t('backup.madeAt'), key: 'madeAt', width: 130, render: (_, backup) => <Time value={backup.made_at} /> },
    { title: t('backup.version'), dataIndex: 'siyu', key: 'version', width: 100 },
    { title: t('backup.files'), key: 'files', width: 100, align: 'right', render: (_, backup) => format.number(backup.files) },
    { title: t('backup.size'), key: 'size', width: 120, align: 'right', render: (_, backup) => byteSize(backup.bytes, i18n.language) },
  ];
  return (
    <section className="panel">
      <h2 className="sys-heading">{t('backup.title')}</h2>
      <p className="muted sys-hint">{t('backup.hint')}</p>
      <Loaded query={backups} rows={4}>
        {(loaded) =>
          loaded.length === 0 ? (
            <EmptyState icon={<HddOutlined />} title={t('backup.emptyTitle')} text={t('backup.emptyText')} />
          ) : (
            <Table size="medium" rowKey="name" columns={columns} dataSource={loaded} pagination={false} scroll={{ x: 640 }} />
          )
        }
      </Loaded>
    </section>
  );
}
