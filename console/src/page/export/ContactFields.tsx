import { Checkbox, Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import { RevealField } from './RevealField';

const kinds = ['name', 'phone', 'email'] as const;

export interface Contacts {
  contacts: (typeof kinds)[number][];
  reveal: boolean;
}

/** What of the people stands beside their ids, masked or in clear. */
export function ContactFields({ value, onChange }: { value: Contacts; onChange: (value: Contacts) => void }) {
  const { t } = useTranslation();
  if (!useMay('people.read')) return null;
  return (
    <>
      <Form.Item label={t('export.contacts')}>
        <Checkbox.Group
          value={value.contacts}
          options={kinds.map((kind) => ({ value: kind, label: t(`export.contactNames.${kind}`) }))}
          onChange={(contacts) => onChange({ contacts, reveal: value.reveal && contacts.length > 0 })}
        />
      </Form.Item>
      {value.contacts.length > 0 && <RevealField value={value.reveal} onChange={(reveal) => onChange({ ...value, reveal })} />}
    </>
  );
}
