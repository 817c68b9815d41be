import { Form, InputNumber, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/useFormat';
import { MoneyField } from '@/page/MoneyField';
import type { Draft } from './draft';

interface SectionProps {
  draft: Draft;
  onChange: (part: Partial<Draft>) => void;
}

/** Points that pay a part of a purchase. */
export function CashSection({ draft: { points }, onChange }: SectionProps) {
  const { t } = useTranslation('members');
  const format = useFormat();
  const { cash } = points;
  const change = (part: Partial<Draft['points']['cash']>) => onChange({ points: { ...points, cash: { ...cash, ...part } } });
  return (
    <section className="panel members-panel">
      <h2>{t('cash.title')}</h2>
      <label className="members-switch">
        <Switch aria-label={t('cash.on')} checked={cash.on} onChange={(on) => change({ on })} />
        <span>{t('cash.on')}</span>
      </label>
      {cash.on && (
        <>
          <div className="members-row">
            <Form.Item label={t('cash.rate')}>
              <InputNumber className="members-wide" aria-label={t('cash.rate')} min={1} max={1_000_000} precision={0} suffix={t('cash.points')} value={cash.points_per_yuan} onChange={(rate) => rate !== null && change({ points_per_yuan: rate })} />
            </Form.Item>
            <Form.Item label={t('cash.share')}>
              <InputNumber className="members-wide" aria-label={t('cash.share')} min={1} max={100} precision={0} suffix="%" value={cash.share_percent_max} onChange={(share) => share !== null && change({ share_percent_max: share })} />
            </Form.Item>
            <Form.Item label={t('cash.most')}>
              <MoneyField label={t('cash.most')} min={1} placeholder={t('noLimit')} value={cash.amount_minor_max} onChange={(amount_minor_max) => change({ amount_minor_max })} />
            </Form.Item>
            <Form.Item label={t('cash.least')}>
              <InputNumber className="members-wide" aria-label={t('cash.least')} min={0} max={1_000_000_000} precision={0} suffix={t('cash.points')} value={cash.points_min} onChange={(least) => least !== null && change({ points_min: least })} />
            </Form.Item>
            <Form.Item label={t('cash.step')}>
              <InputNumber className="members-wide" aria-label={t('cash.step')} min={1} max={1_000_000_000} precision={0} suffix={t('cash.points')} value={cash.step} onChange={(step) => step !== null && change({ step })} />
            </Form.Item>
          </div>
          <p className="muted">{t('cash.said', { points: format.number(cash.step), amount: format.money(Math.floor((cash.step * 100) / cash.points_per_yuan)), share: format.percent(cash.share_percent_max / 100) })}</p>
        </>
      )}
    </section>
  );
}
