import { CheckCircleOutlined, DownloadOutlined } from '@ant-design/icons';
import { Button, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import { inLanguage } from '@/format/inLanguage';
import { useFormat } from '@/format/useFormat';
import { Tone } from '@/page/Tone';
import { useAddress } from '@/page/useAddress';
import { rejectsAddress, type Finding, type Import, type Report } from './importsQueries';
import { RejectsDrawer } from './RejectsDrawer';

/** Every kind of dirt with its count and what becomes of the row; the rejected ones open as rows. */
export function FindingsTable({ one, report }: { one: Import; report: Report }) {
  const { t, i18n } = useTranslation('imports');
  const format = useFormat();
  const { search, change } = useAddress();
  const mayReveal = useMay('people.reveal');
  const mayManage = useMay('imports.manage');
  const mayLook = mayReveal && mayManage;
  const hasRows = one.has_rejects && report.rejected > 0;
  return (
    <section className="panel imports-block">
      <div className="imports-block-head">
        <div>
          <h2>{t('findingsTitle')}</h2>
          <p className="muted">{report.findings.length > 0 ? t('findingsHint') : t('noFindings')}</p>
        </div>
        {hasRows && (
          <Tooltip title={mayLook ? undefined : t('rejectsNeedReveal')}>
            <Button icon={<DownloadOutlined />} disabled={!mayLook} href={mayLook ? rejectsAddress(one.id) : undefined}>
              {t('downloadRejects')}
            </Button>
          </Tooltip>
        )}
      </div>
      {report.findings.length === 0 ? (
        <p className="imports-clean">
          <CheckCircleOutlined aria-hidden /> {t('cleanFile')}
        </p>
      ) : (
        <ul className="imports-findings">{report.findings.map(finding)}</ul>
      )}
      {report.rejected > 0 && !one.has_rejects && <p className="muted">{t('rejectsGone')}</p>}
      {mayLook && <RejectsDrawer one={one} report={report} code={search.get('rejects')} onChange={(code) => change({ rejects: code })} />}
    </section>
  );

  function finding(each: Finding) {
    const rejected = each.severity === 'rejected';
    const title = inLanguage(each.title, i18n.language) ?? each.code;
    return (
      <li key={each.code}>
        <Tone tone={rejected ? 'bad' : 'idle'}>{t(`severities.${each.severity}`)}</Tone>
        <span className="imports-finding-title">
          {title}
          {each.first_rows.length > 0 && <span className="muted figures">{t('firstRows', { rows: each.first_rows.map(format.number).join(t('listComma')) })}</span>}
        </span>
        <span className="figures imports-finding-count">{format.number(each.count)}</span>
        {rejected && hasRows && mayLook && (
          <Button size="small" aria-label={t('lookAtRowsOf', { title })} onClick={() => change({ rejects: each.code })}>
            {t('lookAtRows')}
          </Button>
        )}
      </li>
    );
  }
}
