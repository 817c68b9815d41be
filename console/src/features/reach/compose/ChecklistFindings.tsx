import { CheckCircleOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Tone } from '@/page/Tone';
import { useNamed } from '@/page/useNamed';
import type { Checklist } from '../types';
import { findingsOf, severityTones, type Finding } from './checklist';
import type { Draft, Step } from './draft';

interface ChecklistFindingsProps {
  check: Checklist;
  draft: Draft;
  onGo: (step: Step) => void;
}

/** What to look at before it goes, each with the way to mend it. */
export function ChecklistFindings({ check, draft, onGo }: ChecklistFindingsProps) {
  const { t } = useTranslation('reach');
  const named = useNamed();
  const findings = findingsOf(check.warnings);
  if (findings.length === 0) {
    return (
      <p className="findings-none">
        <CheckCircleOutlined /> {t('check.allGood')}
      </p>
    );
  }
  return (
    <ul className="findings">
      {findings.map((finding) => (
        <li key={finding.code}>
          <Tone tone={severityTones[finding.severity]}>{t(`severity.${finding.severity}`)}</Tone>
          <span>{named('reach:warnings', finding.code)}</span>
          {mend(finding)}
        </li>
      ))}
    </ul>
  );

  function mend({ step, place }: Finding) {
    if (step) {
      return (
        <button type="button" className="plain-button reach-link" onClick={() => onGo(step)}>
          {t('check.mendIn', { step: t(`steps.${step}`) })}
        </button>
      );
    }
    if (place === 'account') return <Link to={`/channels?account=${draft.account_id ?? ''}`}>{t('check.openAccount')}</Link>;
    if (place === 'segment') return <Link to={`/segments/${draft.segment_id ?? ''}`}>{t('who.openSegment')}</Link>;
    if (place === 'phones') return <Link to="/sandbox">{t('check.openPhones')}</Link>;
    return null;
  }
}
