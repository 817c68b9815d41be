import { Button, Input, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/useFormat';
import { FieldBox } from './FieldBox';
import type { StaffOrdering } from './useStaffOrder';
import { useMethodName } from './useMethodName';

/** What the customer uses besides money, how they are going to pay, and what they want said. */
export function BenefitFields({ ordering }: { ordering: StaffOrdering }) {
  const { t } = useTranslation('mall');
  const format = useFormat();
  const methodName = useMethodName();
  const { draft, change, problemAt, quote } = ordering;
  const coupons = quote?.coupons ?? [];
  const idle = draft.coupons.filter((id) => quote && !quote.coupon_ids.includes(id));
  const until = (date: string | null) => (date ? t('newOrder.couponUntil', { day: format.day(new Date(date)) }) : '');
  const most = quote?.points_max ?? 0;
  return (
    <section className="panel mall-panel">
      <h2>{t('newOrder.benefits')}</h2>
      <FieldBox
        label={t('newOrder.coupons')}
        problem={problemAt('coupons')}
        extra={!quote ? t('newOrder.afterGoods') : coupons.length === 0 ? t('newOrder.noCoupons') : idle.length > 0 && ordering.fresh ? t('newOrder.couponsIdle', { count: idle.length }) : undefined}
      >
        <Select
          mode="multiple"
          aria-label={t('newOrder.coupons')}
          placeholder={t('newOrder.chooseCoupons')}
          disabled={coupons.length === 0 && draft.coupons.length === 0}
          value={draft.coupons}
          onChange={(chosen: string[]) => change({ coupons: chosen.slice(0, 20) })}
          showSearch={{ optionFilterProp: 'label' }}
          options={coupons.map((coupon) => ({ value: coupon.id, label: coupon.name, until: until(coupon.valid_until) }))}
          optionRender={({ data }) => (
            <span className="mall-two-lines">
              <span>{data.label}</span>
              <span className="muted">{data.until}</span>
            </span>
          )}
        />
      </FieldBox>
      <div className="mall-row">
        <FieldBox label={t('newOrder.points')} problem={problemAt('points')} extra={quote ? t('newOrder.pointsExtra', { held: format.number(quote.points_held), most: format.number(most) }) : t('newOrder.afterGoods')}>
          <div className="mall-together">
            <InputNumber aria-label={t('newOrder.points')} className="desk-wide" min={0} max={Math.max(most, draft.points)} precision={0} disabled={most === 0 && draft.points === 0} value={draft.points} onChange={(points) => change({ points: points ?? 0 })} />
            <Button disabled={most === 0 || draft.points === most} onClick={() => change({ points: most })}>
              {t('newOrder.allPoints')}
            </Button>
          </div>
        </FieldBox>
        <FieldBox label={t('newOrder.payment')} problem={problemAt('payment')} extra={t('newOrder.paymentExtra')}>
          <Select aria-label={t('newOrder.payment')} value={draft.payment} onChange={(payment: string) => change({ payment })} options={['', ...(quote?.payment_methods ?? [])].map((method) => ({ value: method, label: methodName(method) }))} />
        </FieldBox>
      </div>
      <FieldBox label={t('orders.remark')}>
        <Input.TextArea aria-label={t('orders.remark')} autoSize={{ minRows: 2, maxRows: 5 }} maxLength={500} value={draft.remark} onChange={(input) => change({ remark: input.target.value })} />
      </FieldBox>
    </section>
  );
}
