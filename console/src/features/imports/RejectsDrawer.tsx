import { DownloadOutlined } from '@ant-design/icons';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Drawer, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { inLanguage } from '@/format/inLanguage';
import { useFormat } from '@/format/useFormat';
import { ErrorState } from '@/page/ErrorState';
import { PageSkeleton } from '@/page/PageSkeleton';
import { rejectsAddress, rejectsQuery, type Import, type Report } from './importsQueries';

interface RejectsDrawerProps {
  one: Import;
  report: Report;
  /** Kind of dirt, `all`, or closed. */
  code: string | null;
  onChange: (code: string | null) => void;
}

/** The rows that are not taken, as they stand in the file. */
export function RejectsDrawer({ one, report, code, onChange }: RejectsDrawerProps) {
  const { t, i18n } = useTranslation('imports');
  const format = useFormat();
  const rejected = report.findings.filter((finding) => finding.severity === 'rejected');
  const titleOf = (wanted: string) => inLanguage(rejected.find((finding) => finding.code === wanted)?.title, i18n.language) ?? wanted;
  return (
    <Drawer
      open={code !== null}
      onClose={() => onChange(null)}
      size={960}
      title={t('rejectsTitle')}
      extra={
        <Button icon={<DownloadOutlined />} href={rejectsAddress(one.id)}>
          {t('downloadRejects')}
        </Button>
      }
    >
      {code !== null && (
        <div className="imports-step">
          <Select
            aria-label={t('rejectsReason')}
            value={code}
            onChange={onChange}
            options={[
              { value: 'all', label: t('allReasons', { rows: format.number(report.rejected) }) },
              ...rejected.map((finding) => ({ value: finding.code, label: `${titleOf(finding.code)} (${format.number(finding.count)})` })),
            ]}
          />
          <Rows one={one} code={code === 'all' ? undefined : code} />
        </div>
      )}
    </Drawer>
  );
}

function Rows({ one, code }: { one: Import; code: string | undefined }) {
  const { t, i18n } = useTranslation('imports');
  const format = useFormat();
  const found = useInfiniteQuery(rejectsQuery(one.id, code));
  if (found.error) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <PageSkeleton rows={8} />;
  const rows = found.data.pages.flatMap((page) => page.items);
  return (
    <>
      <div className="imports-scroll" tabIndex={0} role="region" aria-label={t('rejectsTitle')}>
        <table className="imports-sample imports-rejects">
          <thead>
            <tr>
              <th scope="col">{t('rejectsRow')}</th>
              <th scope="col">{t('rejectsReason')}</th>
              {one.columns.map((column) => (
                <th key={column.name} scope="col">
                  {column.name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={`${row.row}/${row.code}`}>
                <td className="figures">{format.number(row.row)}</td>
                <td className="imports-reject-why">{inLanguage(row.title, i18n.language)}</td>
                {row.cells.map((cell, at) => (
                  <td key={at} className="ellipsis" title={cell}>
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {found.hasNextPage && (
        <Button className="imports-more" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {t('moreRows')}
        </Button>
      )}
    </>
  );
}
