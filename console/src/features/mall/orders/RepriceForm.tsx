import { App, Button, Form } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/useFormat';
import { useProblemText } from '@/page/useProblemText';
import { MoneyField } from '@/page/MoneyField';
import type { Order } from '../types';
import { useReprice } from './orderQueries';

/** What the lines of an unpaid order shall cost: never more than they do. */
export function RepriceForm({ order, onDone }: { order: Order; onDone: () => void }) {
  const { t } = useTranslation('mall');
  const { message } = App.useApp();
  const format = useFormat();
  const problemText = useProblemText();
  const reprice = useReprice(order.id);
  const [prices, setPrices] = useState<Record<string, number>>(() => Object.fromEntries(order.lines.map((line) => [String(line.number), line.paid_minor])));
  const changed = Object.fromEntries(order.lines.filter((line) => prices[String(line.number)] !== line.paid_minor).map((line) => [String(line.number), prices[String(line.number)] ?? 0]));
  const off = order.lines.reduce((sum, line) => sum + line.paid_minor - (prices[String(line.number)] ?? 0), 0);

  const save = () =>
    reprice.mutate(changed, {
      onSuccess: () => {
        void message.success(t('price.done'));
        onDone();
      },
    });

  return (
    <Form layout="vertical" className="mall-form" onFinish={save}>
      <p className="muted">{t('price.text')}</p>
      <ul className="mall-lines">
        {order.lines.map((line) => (
          <li key={line.number}>
            <div className="mall-line-what">
              <span>{line.title}</span>
              <span className="muted">{t('price.now', { amount: format.money(line.paid_minor), count: line.quantity })}</span>
            </div>
            <MoneyField
              label={t('price.of', { title: line.title })}
              max={line.paid_minor}
              value={prices[String(line.number)] ?? null}
              onChange={(minor) => setPrices({ ...prices, [String(line.number)]: minor ?? line.paid_minor })}
            />
          </li>
        ))}
      </ul>
      {reprice.error && <p className="mall-problem">{problemText(reprice.error).sentence}</p>}
      <div className="mall-acts">
        <Button type="primary" htmlType="submit" disabled={Object.keys(changed).length === 0} loading={reprice.isPending}>
          {t('price.save', { amount: format.money(off) })}
        </Button>
        <Button onClick={onDone}>{t('cancel')}</Button>
      </div>
    </Form>
  );
}
