import { DeleteOutlined, EditOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Drawer, Form, InputNumber, Radio, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { inLanguage } from '@/format/inLanguage';
import { useFormat } from '@/format/useFormat';
import { freshKey, without, type Draft, type Multiplier } from './draft';
import { MultiplierForm } from './MultiplierForm';
import { useWhenWords } from './useWhenWords';

interface SectionProps {
  draft: Draft;
  onChange: (part: Partial<Draft>) => void;
}

const memberDays = ['none', 'weekly', 'monthly'] as const;
const nowhere = { birthday: null, member_day: false, products: [], categories: [], brands: [], tiers: [], starts_at: null, ends_at: null };

/** The member day, and when points are multiplied: on it, on birthdays, for some products, in some weeks. */
export function MultiplierSection({ draft, onChange }: SectionProps) {
  const { t, i18n } = useTranslation('members');
  const format = useFormat();
  const words = useWhenWords(draft);
  const [open, setOpen] = useState<number | null>(null);
  const { member_day: day, multipliers } = draft;
  const add = () => {
    const fresh: Multiplier = { key: freshKey('rule', multipliers), title: {}, factor: '2', when: nowhere, budget: null };
    onChange({ multipliers: [...multipliers, fresh] });
    setOpen(multipliers.length);
  };
  const opened = open === null ? undefined : multipliers[open];
  return (
    <section className="panel members-panel">
      <h2>{t('multipliers.title')}</h2>
      <p className="muted">{t('multipliers.text')}</p>
      <div className="members-row">
        <Form.Item label={t('multipliers.memberDay')}>
          <div className="members-pair">
            <Select
              aria-label={t('multipliers.memberDay')}
              value={day?.kind ?? 'none'}
              onChange={(kind: (typeof memberDays)[number]) => onChange({ member_day: kind === 'none' ? null : kind === 'weekly' ? { kind, days: [3] } : { kind, days: [8] } })}
              options={memberDays.map((value) => ({ value, label: t(`multipliers.memberDays.${value}`) }))}
            />
            {day && (
              <Select
                className="members-days"
                mode="multiple"
                maxTagCount="responsive"
                aria-label={t('multipliers.days')}
                value={day.days}
                onChange={(days: number[]) => onChange({ member_day: { ...day, days: [...days].sort((one, other) => one - other) } })}
                options={Array.from({ length: day.kind === 'weekly' ? 7 : 31 }, (_, at) => ({ value: at + 1, label: day.kind === 'weekly' ? t(`weekdays.${at + 1}`) : t('multipliers.dayOfMonth', { day: at + 1 }) }))}
              />
            )}
          </div>
        </Form.Item>
      </div>
      <ul className="members-lines">
        {multipliers.map((one, index) => (
          <li key={one.key}>
            <div className="members-line-what">
              <span>{inLanguage(one.title, i18n.language) ?? t('multipliers.unnamed')}</span>
              <span className="muted">{words(one.when)}</span>
            </div>
            <div className="members-line-acts">
              <strong className="figures">{t('multipliers.times', { factor: format.number(Number(one.factor)) })}</strong>
              <Button type="text" icon={<EditOutlined />} aria-label={t('multipliers.edit', { number: index + 1 })} onClick={() => setOpen(index)} />
              <Button type="text" icon={<DeleteOutlined />} aria-label={t('multipliers.remove', { number: index + 1 })} onClick={() => onChange({ multipliers: without(multipliers, index) })} />
            </div>
          </li>
        ))}
      </ul>
      {multipliers.length < 100 && (
        <Button icon={<PlusOutlined />} onClick={add}>
          {t('multipliers.add')}
        </Button>
      )}
      {multipliers.length > 1 && (
        <div className="members-row members-above">
          <Form.Item label={t('multipliers.combine')}>
            <Radio.Group
              aria-label={t('multipliers.combine')}
              value={draft.combine}
              onChange={(choice) => onChange({ combine: choice.target.value as Draft['combine'] })}
              options={[
                { value: 'highest', label: t('multipliers.highest') },
                { value: 'multiply', label: t('multipliers.multiply') },
              ]}
            />
          </Form.Item>
          {draft.combine === 'multiply' && (
            <Form.Item label={t('multipliers.most')}>
              <InputNumber className="members-wide" aria-label={t('multipliers.most')} min={1} max={100} value={Number(draft.multiplier_max)} onChange={(most) => most !== null && onChange({ multiplier_max: String(most) })} />
            </Form.Item>
          )}
        </div>
      )}
      <Drawer open={opened !== undefined} onClose={() => setOpen(null)} size={520} title={t('multipliers.one')} destroyOnHidden>
        {opened && <MultiplierForm draft={draft} multiplier={opened} onChange={(changed) => onChange({ multipliers: multipliers.map((one, at) => (at === open ? changed : one)) })} onDone={() => setOpen(null)} />}
      </Drawer>
    </section>
  );
}
