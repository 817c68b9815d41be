import { CodeOutlined, DeleteOutlined, FormOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Input, InputNumber, Select, Tooltip } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormWords } from './useFormWords';
import { exampleOf, formOf, kinds, lengthMax, partsOf, simpleOf, type SimpleForm } from './waybillForms';

const formsMax = 20;

interface Row {
  id: number;
  form: string;
  /** Written as it is; else by its beginning, kind and lengths. */
  plain: boolean;
}

interface FormsFieldProps {
  value: readonly string[];
  disabled: boolean;
  onChange: (forms: string[]) => void;
}

/** Forms of waybill numbers, written in words; who knows the language may write it. */
export function FormsField({ value, disabled, onChange }: FormsFieldProps) {
  const { t } = useTranslation('mall');
  const [rows, setRows] = useState<Row[]>(() => value.map((form, id) => ({ id, form, plain: simpleOf(form) === null })));
  const write = (next: Row[]) => {
    setRows(next);
    onChange(next.map((row) => row.form.trim()));
  };
  const add = () => write([...rows, { id: Math.max(-1, ...rows.map((row) => row.id)) + 1, form: '#{12}', plain: false }]);
  return (
    <div className="mall-forms-field">
      {rows.map((row, index) => (
        <FormRow key={row.id} row={row} number={index + 1} disabled={disabled} onChange={(part) => write(rows.map((each) => (each.id === row.id ? { ...each, ...part } : each)))} onRemove={() => write(rows.filter((each) => each.id !== row.id))} />
      ))}
      {rows.length === 0 && <p className="muted">{t('carriers.form.none')}</p>}
      {!disabled && rows.length < formsMax && (
        <Button size="small" icon={<PlusOutlined />} onClick={add}>
          {t('carriers.form.add')}
        </Button>
      )}
    </div>
  );
}

function FormRow({ row, number, disabled, onChange, onRemove }: { row: Row; number: number; disabled: boolean; onChange: (part: Partial<Row>) => void; onRemove: () => void }) {
  const { t } = useTranslation('mall');
  const wordsOf = useFormWords();
  const simple = simpleOf(row.form);
  const understood = partsOf(row.form) !== null;
  const change = (part: Partial<SimpleForm>) => simple && onChange({ form: formOf({ ...simple, ...part }) });
  const other = t(row.plain ? 'carriers.form.inWords' : 'carriers.form.asPattern', { number });
  return (
    <div className="mall-form-row" role="group" aria-label={t('carriers.form.row', { number })}>
      <div className="mall-form-parts">
        {row.plain || !simple ? (
          <Input className="code" aria-label={t('carriers.form.pattern', { number })} status={understood ? undefined : 'error'} maxLength={80} value={row.form} onChange={(input) => onChange({ form: input.target.value })} />
        ) : (
          <>
            <Input className="mall-form-prefix" aria-label={t('carriers.form.prefix', { number })} placeholder={t('carriers.form.noPrefix')} maxLength={20} value={simple.prefix} onChange={(input) => change({ prefix: input.target.value })} />
            <InputNumber className="mall-form-length" aria-label={t('carriers.form.least', { number })} min={1} max={lengthMax} precision={0} value={simple.least} onChange={(least) => least && change({ least, most: Math.max(least, simple.most) })} />
            <span className="muted">{t('carriers.form.to')}</span>
            <InputNumber className="mall-form-length" aria-label={t('carriers.form.most', { number })} min={simple.least} max={lengthMax} precision={0} value={simple.most} onChange={(most) => most && change({ most })} />
            <Select className="mall-form-kind" aria-label={t('carriers.form.kind', { number })} value={simple.kind} onChange={(kind) => change({ kind })} options={kinds.map((kind, at) => ({ value: kind, label: t(`carriers.form.kinds.${at}`) }))} />
          </>
        )}
        {!disabled && (
          <span className="mall-form-acts">
            <Tooltip title={other}>
              <Button type="text" icon={row.plain ? <FormOutlined /> : <CodeOutlined />} aria-label={other} disabled={row.plain && simple === null} onClick={() => onChange({ plain: !row.plain })} />
            </Tooltip>
            <Button type="text" icon={<DeleteOutlined />} aria-label={t('carriers.form.remove', { number })} onClick={onRemove} />
          </span>
        )}
      </div>
      <span className={understood ? 'muted figures' : 'mall-form-wrong'} role={understood ? undefined : 'alert'}>
        {wordsOf(row.form)} {understood && t('carriers.form.example', { number: exampleOf(row.form) })}
      </span>
    </div>
  );
}
