import { Button, Drawer } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { plainValue } from '@/format/value';
import { Facts } from '@/page/Facts';
import { JsonView } from '@/page/JsonView';
import { Time } from '@/page/Time';
import { Tone, type ToneName } from '@/page/Tone';
import type { AuditLine } from './auditQueries';
import { diffFacts, type Change, type ChangeKind } from './diff';
import { targetPath } from './targetPath';
import { useAuditWords } from './useAuditWords';

interface AuditDrawerProps {
  line: AuditLine | undefined;
  onClose: () => void;
  onFilter: (changes: Record<string, string>) => void;
}

/** One change: who, from where, and what was before and after. */
export function AuditDrawer({ line, onClose, onFilter }: AuditDrawerProps) {
  const words = useAuditWords();
  return (
    <Drawer open={line !== undefined} onClose={onClose} size={560} title={line && words.action(line.action)} destroyOnHidden>
      {line && <Detail line={line} onFilter={onFilter} />}
    </Drawer>
  );
}

function Detail({ line, onFilter }: { line: AuditLine; onFilter: AuditDrawerProps['onFilter'] }) {
  const { t } = useTranslation('audit');
  const words = useAuditWords();
  const changes = diffFacts(line.before, line.after);
  const path = targetPath(line.target);
  return (
    <div className="audit-detail">
      <Facts
        facts={[
          { label: t('columns.at'), value: <Time value={line.at} /> },
          {
            label: t('columns.actor'),
            value: (
              <Button type="link" size="small" onClick={() => onFilter({ actor: line.actor })}>
                {words.actor(line)}
              </Button>
            ),
          },
          { label: t('address'), value: plainValue(line.address) },
          { label: t('columns.action'), value: <span className="code">{line.action}</span> },
          {
            label: t('columns.target'),
            value: (
              <span className="audit-target">
                <Button type="link" size="small" className="code" onClick={() => onFilter({ target: line.target })}>
                  {line.target}
                </Button>
                {path && <Link to={path}>{t('openTarget')}</Link>}
              </span>
            ),
          },
        ]}
      />
      <section>
        <h3>{t('columns.changes')}</h3>
        {changes.length === 0 ? <p className="muted">{t('noDetailsExplain')}</p> : <Changes changes={changes} />}
      </section>
      {changes.length > 0 && (
        <details>
          <summary>{t('raw')}</summary>
          <JsonView value={{ before: line.before, after: line.after }} />
        </details>
      )}
    </div>
  );
}

const tones: Record<ChangeKind, ToneName> = { added: 'good', removed: 'bad', changed: 'warn' };

function Changes({ changes }: { changes: readonly Change[] }) {
  const { t } = useTranslation('audit');
  const words = useAuditWords();
  return (
    <ul className="changes">
      {changes.map((change) => (
        <li key={change.path.join('/')}>
          <div className="change-head">
            <strong>{words.field(change.path)}</strong>
            <Tone tone={tones[change.kind]}>{t(`kinds.${change.kind}`)}</Tone>
          </div>
          <Value sign="−" className="change-before" label={t('before')} value={change.before} />
          <Value sign="+" className="change-after" label={t('after')} value={change.after} />
        </li>
      ))}
    </ul>
  );
}

function Value({ sign, className, label, value }: { sign: string; className: string; label: string; value: unknown }) {
  if (value === undefined || value === null || (Array.isArray(value) && value.length === 0)) return null;
  const text = typeof value === 'object' && !Array.isArray(value) ? JSON.stringify(value, null, 1) : plainValue(value);
  return (
    <div className={`change-value ${className}`}>
      <span aria-label={label}>{sign}</span>
      <span className="code">{text}</span>
    </div>
  );
}
