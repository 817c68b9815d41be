import { useTranslation } from 'react-i18next';
import { useNamed } from '@/page/useNamed';
import type { Import } from './importsQueries';

/** The first rows as they were read, with what each column looks like. */
export function SampleTable({ one }: { one: Import }) {
  const { t } = useTranslation('imports');
  const named = useNamed();
  return (
    <div className="imports-scroll" tabIndex={0} role="region" aria-label={t('sampleTitle')}>
      <table className="imports-sample">
        <thead>
          <tr>
            {one.columns.map((column) => (
              <th key={column.name} scope="col">
                <span>{column.name}</span>
                <span className="muted imports-looks">{named('imports:looks', column.looks_like)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {one.sample_rows.map((row, at) => (
            <tr key={at}>
              {one.columns.map((column, index) => (
                <td key={column.name} className="ellipsis" title={row[index]}>
                  {row[index]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
