import { SettingOutlined } from '@ant-design/icons';
import { Button, Checkbox, Popover } from 'antd';
import { useTranslation } from 'react-i18next';
import { listColumns, usualColumns, type ListColumn } from './columns';

interface ColumnPickerProps {
  columns: readonly ListColumn[];
  onChange: (columns: readonly string[]) => void;
}

/** Which columns the list shows; this browser remembers. */
export function ColumnPicker({ columns, onChange }: ColumnPickerProps) {
  const { t } = useTranslation('people');
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      arrow={false}
      content={
        <div className="people-columns">
          <Checkbox.Group
            value={[...columns]}
            onChange={(chosen) => onChange(chosen)}
            options={listColumns.map((column) => ({ value: column, label: t(`columns.${column}`) }))}
          />
          <Button type="link" size="small" onClick={() => onChange(usualColumns)}>
            {t('usualColumns')}
          </Button>
        </div>
      }
    >
      <Button className="people-columns-button" icon={<SettingOutlined />}>
        {t('chooseColumns')}
      </Button>
    </Popover>
  );
}
