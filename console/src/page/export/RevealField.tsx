import { Form, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';

/** Whether personal data stands in the file in clear; masked for who may not see it so. */
export function RevealField({ value, onChange }: { value: boolean; onChange: (reveal: boolean) => void }) {
  const { t } = useTranslation();
  const mayReveal = useMay('people.reveal');
  return (
    <Form.Item label={t('export.reveal')} extra={t(mayReveal ? 'export.revealHint' : 'export.maskedHint')}>
      <Switch aria-label={t('export.reveal')} checked={value} disabled={!mayReveal} onChange={onChange} />
    </Form.Item>
  );
}
