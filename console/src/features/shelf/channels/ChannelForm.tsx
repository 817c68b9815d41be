import { App, Button, Form, Input, InputNumber, Select, Switch } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { components } from '@/api/schema';
import { NodeSelect } from '@/page/NodeSelect';
import { useProblemText } from '@/page/useProblemText';
import { useSaveChannel } from '../catalogueQueries';
import { MoneyField } from '../MoneyField';
import type { PriceBook, SalesChannel } from '../types';

type Body = components['schemas']['SalesChannelCreate'];

export const channelKinds: Body['kind'][] = ['mini_program', 'h5', 'app', 'pos', 'tmall', 'taobao', 'jd', 'pinduoduo', 'douyin', 'kuaishou', 'meituan', 'eleme', 'other'];

const pools: NonNullable<Body['pool']>[] = ['private', 'public', 'commercial'];
const providers = ['wechat_jsapi', 'wechat_native', 'wechat_h5', 'sandbox'];

/** Where the brand sells: by which prices, for whom, and how it is paid. */
export function ChannelForm({ channel, books, mayManage, onDone }: { channel: SalesChannel | null; books: PriceBook[]; mayManage: boolean; onDone: () => void }) {
  const { t } = useTranslation('shelf');
  const { message } = App.useApp();
  const problemText = useProblemText();
  const save = useSaveChannel();
  const [body, setBody] = useState<Body>(() => channel ?? { code: '', name: '', kind: 'mini_program', pool: 'private', price_book_id: books[0]?.id ?? '', account: '', node_id: null, active: true, unpaid_minutes: 30, freight_minor: 0, payment_providers: [] });
  const change = (part: Partial<Body>) => setBody((before) => ({ ...before, ...part }));
  const codeFits = /^[a-z0-9_]{1,50}$/.test(body.code);
  const send = () => {
    const { code, name, kind, pool, price_book_id, account, node_id, active, unpaid_minutes, freight_minor, payment_providers } = body;
    save.mutate(
      { id: channel?.id ?? null, body: { code, name: name.trim(), kind, pool, price_book_id, account, node_id, active, unpaid_minutes, freight_minor, payment_providers } },
      {
        onSuccess: () => {
          void message.success(t('channels.saved'));
          onDone();
        },
      },
    );
  };
  return (
    <Form layout="vertical" disabled={!mayManage} onFinish={send}>
      <Form.Item label={t('channels.name')} required>
        <Input aria-label={t('channels.name')} autoFocus maxLength={100} value={body.name} onChange={(input) => change({ name: input.target.value })} />
      </Form.Item>
      <div className="shelf-row">
        <Form.Item label={t('channels.code')} required extra={t('channels.codeExtra')}>
          <Input aria-label={t('channels.code')} disabled={channel !== null} maxLength={50} value={body.code} onChange={(input) => change({ code: input.target.value })} />
        </Form.Item>
        <Form.Item label={t('channels.kind')} required>
          <Select aria-label={t('channels.kind')} disabled={channel !== null || !mayManage} value={body.kind} onChange={(kind) => change({ kind })} options={channelKinds.map((value) => ({ value, label: t(`channels.kinds.${value}`) }))} />
        </Form.Item>
        <Form.Item label={t('channels.pool')}>
          <Select aria-label={t('channels.pool')} disabled={channel !== null || !mayManage} value={body.pool} onChange={(pool) => change({ pool })} options={pools.map((value) => ({ value, label: t(`channels.pools.${value}`) }))} />
        </Form.Item>
        <Form.Item label={t('prices.book')} required>
          <Select aria-label={t('prices.book')} value={body.price_book_id || null} onChange={(price_book_id: string) => change({ price_book_id })} options={books.map((each) => ({ value: each.id, label: each.name }))} />
        </Form.Item>
        <Form.Item label={t('channels.account')}>
          <Input aria-label={t('channels.account')} maxLength={100} value={body.account} onChange={(input) => change({ account: input.target.value })} />
        </Form.Item>
        <Form.Item label={t('channels.node')}>
          <NodeSelect aria-label={t('channels.node')} placeholder={t('channels.everywhere')} value={body.node_id} onChange={(node_id) => change({ node_id })} />
        </Form.Item>
        <Form.Item label={t('channels.unpaidMinutes')}>
          <InputNumber aria-label={t('channels.unpaidMinutes')} min={1} max={20_160} precision={0} value={body.unpaid_minutes} onChange={(value) => change({ unpaid_minutes: value ?? 30 })} />
        </Form.Item>
        <Form.Item label={t('channels.freight')}>
          <MoneyField label={t('channels.freight')} value={body.freight_minor ?? 0} disabled={!mayManage} onChange={(minor) => change({ freight_minor: minor ?? 0 })} />
        </Form.Item>
      </div>
      <Form.Item label={t('channels.providers')} extra={body.payment_providers?.includes('sandbox') ? t('channels.sandboxWarning') : undefined}>
        <Select mode="multiple" aria-label={t('channels.providers')} value={body.payment_providers} onChange={(payment_providers: string[]) => change({ payment_providers })} options={providers.map((value) => ({ value, label: t(`channels.ways.${value}`) }))} />
      </Form.Item>
      <Form.Item>
        <label className="shelf-switch">
          <Switch aria-label={t('channels.open')} checked={body.active} onChange={(active) => change({ active })} />
          <span>{body.active ? t('channels.open') : t('channels.closed')}</span>
        </label>
      </Form.Item>
      {save.error && <p className="shelf-problem">{problemText(save.error).sentence}</p>}
      {mayManage && (
        <Button type="primary" htmlType="submit" disabled={!body.name.trim() || !codeFits || !body.price_book_id} loading={save.isPending}>
          {t('save')}
        </Button>
      )}
    </Form>
  );
}
