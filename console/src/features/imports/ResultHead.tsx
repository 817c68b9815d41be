import { CheckCircleFilled } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '@/format/useFormat';
import { Time } from '@/page/Time';
import type { Import, Report } from './importsQueries';
import { resultLinks } from './resultLinks';

/** What came of an import, and where to go from here. */
export function ResultHead({ one, report }: { one: Import; report: Report }) {
  const { t } = useTranslation('imports');
  const format = useFormat();
  const parts = [
    t('resultNew', { items: format.number(report.sent) }),
    report.already_there > 0 && t('resultThere', { items: format.number(report.already_there) }),
    report.corrected > 0 && t('resultCorrected', { items: format.number(report.corrected) }),
    report.rejected > 0 && t('resultRejected', { rows: format.number(report.rejected) }),
  ].filter(Boolean);
  return (
    <section className="panel imports-block imports-result">
      <CheckCircleFilled className="imports-result-icon" aria-hidden />
      <div>
        <h2>{t(report.sent > 0 || report.corrected > 0 ? 'doneTitle' : 'doneNothingNew')}</h2>
        <p className="figures">{parts.join(' · ')}</p>
        <p className="muted">
          {t('finishedAt')} <Time value={one.finished_at} />
        </p>
        <div className="imports-buttons">
          {resultLinks(one, report).map(({ key, to }, at) => (
            <Link key={key} to={to}>
              <Button type={at === 0 ? 'primary' : 'default'} tabIndex={-1}>
                {t(`links.${key}`)}
              </Button>
            </Link>
          ))}
        </div>
      </div>
    </section>
  );
}
