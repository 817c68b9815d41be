import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Form, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CampaignBody } from '../types';

type Cap = NonNullable<CampaignBody['caps']>[number];

const capsMax = 5;

/** At most so many messages to a person in so many days. */
export function CapsField({ caps, onChange }: { caps: readonly Cap[]; onChange: (caps: Cap[]) => void }) {
  const { t } = useTranslation('reach');
  const change = (index: number, changes: Partial<Cap>) => onChange(caps.map((cap, place) => (place === index ? { ...cap, ...changes } : cap)));
  return (
    <Form.Item label={t('when.caps')} extra={t('when.capsNote')}>
      <ul className="caps">
        {caps.map((cap, index) => (
          // Caps have nothing of their own to be known by.
          <li key={index} className="compose-inline">
            <Select
              aria-label={t('when.capScope')}
              value={cap.scope ?? 'channel'}
              options={(['channel', 'all'] as const).map((scope) => ({ value: scope, label: t(`when.scopes.${scope}`) }))}
              onChange={(scope) => change(index, { scope })}
            />
            <InputNumber aria-label={t('when.capDays')} min={1} max={365} precision={0} value={cap.days} onChange={(days) => change(index, { days: days ?? 7 })} />
            <span>{t('when.capDays')}</span>
            <InputNumber aria-label={t('when.capCount')} min={1} max={1000} precision={0} value={cap.count} onChange={(count) => change(index, { count: count ?? 1 })} />
            <span>{t('when.capCount')}</span>
            <Button type="text" icon={<DeleteOutlined />} aria-label={t('when.removeCap')} onClick={() => onChange(caps.filter((_, place) => place !== index))} />
          </li>
        ))}
      </ul>
      {caps.length === 0 && <p className="muted">{t('when.noCaps')}</p>}
      {caps.length < capsMax && (
        <Button type="dashed" size="small" icon={<PlusOutlined />} onClick={() => onChange([...caps, { scope: 'all', count: 4, days: 7 }])}>
          {t('when.addCap')}
        </Button>
      )}
    </Form.Item>
  );
}
