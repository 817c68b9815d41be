import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { inLanguage } from '@/format/inLanguage';
import { useFormat } from '@/format/useFormat';
import { suspicionOf, type Step } from './importState';
import type { Import, Report } from './importsQueries';

/** Where most rows fail for one reason: the column that is probably the wrong one. */
export function SuspectMapping({ one, report, onGo }: { one: Import; report: Report; onGo: (step: Step) => void }) {
  const { t, i18n } = useTranslation('imports');
  const format = useFormat();
  const suspicion = suspicionOf(report);
  if (!suspicion) return null;
  const { finding, field, share } = suspicion;
  const column = field && one.mapping.columns?.[field];
  const facts = { share: format.percent(share), reason: inLanguage(finding.title, i18n.language) ?? finding.code };
  return (
    <Alert
      type="error"
      showIcon
      title={t('suspectTitle', facts)}
      description={column ? t('suspectColumn', { column }) : t(field ? 'suspectField' : 'suspectFile')}
      action={<Button onClick={() => onGo(field ? 'mapping' : 'file')}>{t(field ? 'backToMapping' : 'lookAtFile')}</Button>}
    />
  );
}
