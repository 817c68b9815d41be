import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { OptionDraft } from './matrix';

/** Options such as colour and size, with their values in the order in which shoppers see them. */
export function OptionsField({ value, onChange }: { value: OptionDraft[]; onChange: (options: OptionDraft[]) => void }) {
  const { t } = useTranslation('shelf');
  const write = (index: number, part: Partial<OptionDraft>) => onChange(value.map((each, place) => (place === index ? { ...each, ...part } : each)));
  return (
    <>
      {value.map((option, index) => (
        <div key={index} className="shelf-add shelf-option">
          <Input aria-label={t('options.name', { number: index + 1 })} placeholder={t('options.nameHint')} maxLength={50} value={option.name} onChange={(input) => write(index, { name: input.target.value })} />
          <Select
            mode="tags"
            open={false}
            suffixIcon={null}
            tokenSeparators={[',', ' ']}
            aria-label={t('options.values', { number: index + 1 })}
            placeholder={t('options.valuesHint')}
            value={option.values}
            onChange={(values: string[]) => write(index, { values })}
          />
          <Button type="text" icon={<DeleteOutlined />} aria-label={t('options.remove', { number: index + 1 })} onClick={() => onChange(value.filter((_, place) => place !== index))} />
        </div>
      ))}
      <Button size="small" icon={<PlusOutlined />} disabled={value.length >= 5} onClick={() => onChange([...value, { name: '', values: [] }])}>
        {t('options.add')}
      </Button>
    </>
  );
}
