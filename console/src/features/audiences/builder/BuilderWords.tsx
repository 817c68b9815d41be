import { SettingOutlined } from '@ant-design/icons';
import { Button, Input, Select } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NodeSelect } from '@/page/NodeSelect';
import type { Announce } from '../audienceTypes';

export interface Words {
  name: string;
  description: string;
  announce: Announce;
  node_id: string | null;
}

interface BuilderWordsProps {
  words: Words;
  /** A segment keeps the part of the tree that it was made for. */
  fixedScope: boolean;
  nameProblem?: string;
  onChange: (words: Words) => void;
}

const announces: Announce[] = ['nothing', 'changes', 'all'];

/** What the segment is called, and the little that is seldom changed. */
export function BuilderWords({ words, fixedScope, nameProblem, onChange }: BuilderWordsProps) {
  const { t } = useTranslation('audiences');
  const id = useId();
  const [open, setOpen] = useState(false);
  return (
    <section className="panel builder-names">
      <div className="builder-field">
        <Input
          id={`${id}-name`}
          size="large"
          variant="underlined"
          aria-label={t('builder.name')}
          aria-invalid={Boolean(nameProblem)}
          aria-describedby={nameProblem ? `${id}-problem` : undefined}
          status={nameProblem ? 'error' : undefined}
          maxLength={100}
          placeholder={t('builder.nameHint')}
          value={words.name}
          onChange={(input) => onChange({ ...words, name: input.target.value })}
        />
        {nameProblem && (
          <p id={`${id}-problem`} className="builder-complaint">
            {nameProblem}
          </p>
        )}
      </div>
      <div className="builder-second">
        <Input
          variant="borderless"
          aria-label={t('description')}
          placeholder={t('builder.descriptionHint')}
          maxLength={1000}
          value={words.description}
          onChange={(input) => onChange({ ...words, description: input.target.value })}
        />
        <Button type="text" icon={<SettingOutlined />} aria-expanded={open} onClick={() => setOpen(!open)}>
          {t('builder.options')}
        </Button>
      </div>
      {open && (
        <div className="builder-options">
          <div className="builder-field">
            <label htmlFor={`${id}-scope`}>{t('builder.scope')}</label>
            <NodeSelect id={`${id}-scope`} placeholder={t('builder.scopeHint')} value={words.node_id} disabled={() => fixedScope} onChange={(node_id) => fixedScope || onChange({ ...words, node_id })} />
          </div>
          <div className="builder-field">
            <label htmlFor={`${id}-announce`}>{t('builder.announce')}</label>
            <Select
              id={`${id}-announce`}
              value={words.announce}
              options={announces.map((value) => ({ value, label: t(`builder.announces.${value}`) }))}
              onChange={(announce) => onChange({ ...words, announce })}
            />
          </div>
        </div>
      )}
    </section>
  );
}
