import { Table, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useFormat } from '@/format/useFormat';
import { plainValue } from '@/format/value';
import { Time } from '@/page/Time';
import { useSourceTitle } from '@/page/useSourceName';
import { ImportProgress } from './ImportProgress';
import { ImportState } from './ImportState';
import { isWorking } from './importState';
import type { Import } from './importsQueries';
import { kindIcons } from './kinds';

export function ImportsTable({ imports, stale }: { imports: Import[]; stale: boolean }) {
  const { t } = useTranslation('imports');
  const sourceTitle = useSourceTitle();
  const format = useFormat();
  const navigate = useNavigate();
  const columns: TableColumnsType<Import> = [
    {
      title: t('columns.file'),
      key: 'file',
      render: (_, one) => (
        <Link to={`/imports/${one.id}`} className="imports-file">
          <span className="muted" aria-hidden>
            {kindIcons[one.kind]}
          </span>
          <span className="ellipsis">{one.title}</span>
        </Link>
      ),
    },
    { title: t('columns.kind'), key: 'kind', width: 110, render: (_, one) => t(`kinds.${one.kind}`) },
    {
      title: t('columns.state'),
      key: 'state',
      width: 220,
      render: (_, one) => (isWorking(one.state) || one.state === 'paused' ? <ImportProgress one={one} small /> : <ImportState state={one.state} />),
    },
    { title: t('columns.rows'), key: 'rows', width: 110, align: 'end', render: (_, one) => rows(one.report?.rows) },
    { title: t('columns.rejected'), key: 'rejected', width: 110, align: 'end', render: (_, one) => rows(one.report?.rejected) },
    { title: t('columns.source'), key: 'source', width: 140, ellipsis: true, render: (_, one) => sourceTitle(one.source_name) },
    { title: t('columns.created'), key: 'created', width: 120, render: (_, one) => <Time value={one.created_at} /> },
  ];
  return (
    <Table
      className={stale ? 'imports-table imports-stale' : 'imports-table'}
      size="medium"
      rowKey="id"
      columns={columns}
      dataSource={imports}
      pagination={false}
      tableLayout="fixed"
      scroll={{ x: 980 }}
      onRow={(one) => ({ onClick: () => void navigate(`/imports/${one.id}`) })}
    />
  );

  function rows(count: number | undefined) {
    return count === undefined ? <span className="muted">{plainValue(null)}</span> : format.number(count);
  }
}
