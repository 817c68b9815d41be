import type { TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { Face } from '@/page/Face';
import { RowTable } from '@/page/RowTable';
import { Time } from '@/page/Time';
import type { AuditLine } from './auditQueries';
import { diffFacts } from './diff';
import { useAuditWords } from './useAuditWords';

export function AuditTable({ lines, onOpen }: { lines: AuditLine[]; onOpen: (id: string) => void }) {
  const { t } = useTranslation('audit');
  const words = useAuditWords();
  const columns: TableColumnsType<AuditLine> = [
    { title: t('columns.at'), key: 'at', width: 120, render: (_, line) => <Time value={line.at} /> },
    {
      title: t('columns.actor'),
      key: 'actor',
      width: 170,
      render: (_, line) => (
        <span className="audit-who">
          <Face id={line.actor} name={words.actor(line)} size={24} />
          <span className="ellipsis">{words.actor(line)}</span>
        </span>
      ),
    },
    {
      title: t('columns.action'),
      key: 'name',
      render: (_, line) => (
        <button type="button" className="plain-button audit-open" onClick={() => onOpen(line.id)}>
          {words.action(line.action)}
        </button>
      ),
    },
    { title: t('columns.target'), key: 'target', width: 190, render: (_, line) => <span className="code">{line.target}</span> },
    { title: t('columns.changes'), key: 'changes', render: (_, line) => <Summary line={line} /> },
  ];
  return <RowTable columns={columns} rows={lines} idOf={(line) => line.id} width={900} onOpen={(line) => onOpen(line.id)} />;
}

/** The names of what changed, as far as there is room. */
function Summary({ line }: { line: AuditLine }) {
  const { t } = useTranslation('audit');
  const words = useAuditWords();
  if (line.before === null && line.after !== null) return <span className="muted">{t('made')}</span>;
  if (line.before !== null && line.after === null) return <span className="muted">{t('gone')}</span>;
  const changes = diffFacts(line.before, line.after);
  if (changes.length === 0) return <span className="muted">{t('noDetails')}</span>;
  const shown = changes.slice(0, 3).map((change) => words.field(change.path.slice(0, 1)));
  return <span>{[...new Set(shown)].join(t('comma')) + (changes.length > 3 ? t('andMore', { count: changes.length - 3 }) : '')}</span>;
}
