import { ArrowRightOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { useNamed } from '@/page/useNamed';
import { FieldSelect } from './FieldSelect';
import { FreeName } from './FreeName';
import type { Import, KindInfo } from './importsQueries';
import { assign, fieldOf, freeField, isFree, type Columns } from './mapping';

interface MappingTableProps {
  one: Import;
  info: KindInfo;
  columns: Columns;
  disabled: boolean;
  onChange: (columns: Columns) => void;
}

/** A row per column: what it is called, what is in it, what it is meant as. */
export function MappingTable({ one, info, columns, disabled, onChange }: MappingTableProps) {
  const { t } = useTranslation('imports');
  const named = useNamed();
  const known = info.fields.map((field) => field.name);
  return (
    <ul className="imports-columns" aria-label={t('mappingTitle')}>
      {one.columns.map((column) => {
        const field = fieldOf(columns, column.name);
        const free = field !== null && isFree(field, info.free_prefix, known);
        return (
          <li key={column.name} className={field ? 'imports-column' : 'imports-column imports-column-left'}>
            <span className="imports-column-name">
              <strong className="ellipsis" title={column.name}>
                {column.name}
              </strong>
              <span className="muted imports-looks">{named('imports:looks', column.looks_like)}</span>
            </span>
            <span className="imports-column-samples muted ellipsis" title={column.samples.join('\n')}>
              {column.samples.length > 0 ? column.samples.join(' · ') : t('emptyColumn')}
            </span>
            <ArrowRightOutlined className="imports-column-arrow muted" aria-hidden />
            <span className="imports-column-field">
              <FieldSelect
                info={info}
                label={t('fieldOf', { column: column.name })}
                column={column.name}
                columns={columns}
                value={field}
                free={free}
                disabled={disabled}
                onChange={(next) => onChange(assign(columns, column.name, next))}
                onFree={() => info.free_prefix && onChange(assign(columns, column.name, freeField(columns, info.free_prefix, column.name, '')))}
              />
              {free && info.free_prefix && (
                <FreeName
                  key={field}
                  value={field.slice(info.free_prefix.length)}
                  label={t('freeName', { column: column.name })}
                  disabled={disabled}
                  onChange={(name) => onChange(assign(columns, column.name, freeField(columns, info.free_prefix ?? '', column.name, name)))}
                />
              )}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
