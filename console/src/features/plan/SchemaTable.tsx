import { CloseOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input, Select, Switch } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isClosed, propertyRows, propertyTypes, withClosed, without, withRequired, withSeen, withTypes, type EventSchema, type PropertyRow } from './eventSchema';
import type { SeenProperty } from './planQueries';

interface SchemaTableProps {
  schema: EventSchema;
  seen: readonly SeenProperty[];
  disabled: boolean;
  onChange: (schema: EventSchema) => void;
}

/** The properties of an event: what is agreed beside what came in. */
export function SchemaTable({ schema, seen, disabled, onChange }: SchemaTableProps) {
  const { t } = useTranslation('plan');
  const [name, setName] = useState('');
  const rows = propertyRows(schema, seen);
  const add = () => {
    const wanted = name.trim();
    if (wanted) onChange(withTypes(schema, wanted, ['string']));
    setName('');
  };
  return (
    <div className="plan-schema">
      <div className="plan-scroll" tabIndex={0} role="region" aria-label={t('columns.properties')}>
        <table className="plan-properties">
          <thead>
            <tr>
              <th scope="col">{t('property.name')}</th>
              <th scope="col">{t('property.allowed')}</th>
              <th scope="col">{t('property.required')}</th>
              <th scope="col">{t('property.seen')}</th>
              <th scope="col" aria-label={t('property.acts')} />
            </tr>
          </thead>
          <tbody>{rows.map(row)}</tbody>
        </table>
      </div>
      {!disabled && (
        <div className="plan-add">
          <Input aria-label={t('newProperty')} placeholder={t('newProperty')} maxLength={200} value={name} onChange={(input) => setName(input.target.value)} onPressEnter={add} />
          <Button icon={<PlusOutlined />} disabled={!name.trim()} onClick={add}>
            {t('addProperty')}
          </Button>
        </div>
      )}
      <label className="plan-closed">
        <Switch size="small" disabled={disabled} checked={isClosed(schema)} onChange={(closed) => onChange(withClosed(schema, closed))} />
        <span>{t('closed')}</span>
      </label>
    </div>
  );

  function row(each: PropertyRow) {
    return (
      <tr key={each.name} className={each.planned ? undefined : 'plan-unplanned'}>
        <td className="code">
          {each.name}
          {each.detailed && <span className="muted plan-detailed">{t('property.detailed')}</span>}
        </td>
        <td>
          {each.planned ? (
            <Select
              mode="multiple"
              className="plan-types"
              aria-label={t('typesOf', { name: each.name })}
              placeholder={t('property.anyType')}
              disabled={disabled}
              value={each.types}
              onChange={(types) => onChange(withTypes(schema, each.name, types))}
              options={propertyTypes.map((value) => ({ value, label: t(`types.${value}`) }))}
            />
          ) : (
            <span className="muted">{t('notInPlan')}</span>
          )}
        </td>
        <td>
          <Checkbox
            aria-label={t('requiredOf', { name: each.name })}
            disabled={disabled}
            checked={each.required}
            onChange={(box) => onChange(withRequired(schema, each.name, box.target.checked))}
          />
        </td>
        <td className="muted plan-examples">
          {each.seen ? `${each.seen.types.map((type) => t(`types.${type}`)).join('/')}${each.seen.examples.length > 0 ? ` · ${each.seen.examples.slice(0, 2).join(' · ')}` : ''}` : t('property.neverSeen')}
        </td>
        <td>{!disabled && act(each)}</td>
      </tr>
    );
  }

  function act(each: PropertyRow) {
    const { seen: found } = each;
    if (each.planned) {
      return <Button type="text" size="small" icon={<CloseOutlined />} aria-label={t('takeOut', { name: each.name })} onClick={() => onChange(without(schema, each.name))} />;
    }
    return found && <Button type="text" size="small" icon={<PlusOutlined />} aria-label={t('takeIn', { name: each.name })} onClick={() => onChange(withSeen(schema, found))} />;
  }
}
