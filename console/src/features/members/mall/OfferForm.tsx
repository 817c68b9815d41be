import { useQuery } from '@tanstack/react-query';
import { App, Button, Form, Input, InputNumber, Select, Switch } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { inLanguage } from '@/format/inLanguage';
import { useProblemText } from '@/page/useProblemText';
import { WallPicker } from '@/page/WallPicker';
import { tiersQuery } from '../memberQueries';
import type { Offer, OfferBody } from '../memberTypes';
import { rewardsQuery, useSaveOffer } from './mallQueries';
import { RewardField } from './RewardField';
import { requiredOf } from './rewardOptions';

interface OfferFormProps {
  /** Null begins a new one. */
  offer: Offer | null;
  onDone: (id: string) => void;
  onLeave: () => void;
}

const fresh: OfferBody = { name: '', description: '', picture: '', points: 100, reward: { name: 'coupon', options: {} }, stock_max: null, per_person_max: null, tiers: [], starts_at: null, ends_at: null, on: true, position: 0 };

/** What points buy, how many there are and for whom. */
export function OfferForm({ offer, onDone, onLeave }: OfferFormProps) {
  const { t, i18n } = useTranslation('members');
  const { message } = App.useApp();
  const problemText = useProblemText();
  const save = useSaveOffer();
  const tiers = useQuery(tiersQuery).data ?? [];
  const [body, setBody] = useState<OfferBody>(() => (offer ? bodyOf(offer) : fresh));
  const change = (part: Partial<OfferBody>) => setBody((before) => ({ ...before, ...part }));
  const kind = useQuery(rewardsQuery).data?.find((each) => each.name === body.reward.name);
  const complete = body.name.trim() && kind && requiredOf(kind).every((key) => body.reward.options?.[key] !== undefined);
  const send = () =>
    save.mutate(
      { id: offer?.id ?? null, body: { ...body, name: body.name.trim() } },
      {
        onSuccess: (made) => {
          void message.success(t('offers.saved'));
          onDone(made.id);
        },
      },
    );
  return (
    <Form layout="vertical" onFinish={send}>
      <Form.Item label={t('offers.name')} required>
        <Input aria-label={t('offers.name')} autoFocus maxLength={100} placeholder={t('offers.nameHint')} value={body.name} onChange={(input) => change({ name: input.target.value })} />
      </Form.Item>
      <Form.Item label={t('offers.points')} required>
        <InputNumber className="members-number" aria-label={t('offers.points')} min={1} max={1_000_000_000} precision={0} value={body.points} onChange={(points) => points !== null && change({ points })} />
      </Form.Item>
      <RewardField reward={body.reward} onChange={(reward) => change({ reward })} />
      <div className="members-row members-above">
        <Form.Item label={t('offers.stock')}>
          <InputNumber className="members-wide" aria-label={t('offers.stock')} min={offer?.taken ?? 0} precision={0} placeholder={t('noLimit')} value={body.stock_max ?? null} onChange={(stock_max) => change({ stock_max })} />
        </Form.Item>
        <Form.Item label={t('offers.perPerson')}>
          <InputNumber className="members-wide" aria-label={t('offers.perPerson')} min={1} precision={0} placeholder={t('noLimit')} value={body.per_person_max ?? null} onChange={(per_person_max) => change({ per_person_max })} />
        </Form.Item>
        <Form.Item label={t('when.starts')}>
          <WallPicker label={t('when.starts')} clearable value={body.starts_at ?? null} onChange={(starts_at) => change({ starts_at })} />
        </Form.Item>
        <Form.Item label={t('when.ends')}>
          <WallPicker label={t('when.ends')} clearable value={body.ends_at ?? null} onChange={(ends_at) => change({ ends_at })} />
        </Form.Item>
        <Form.Item label={t('when.tiers')}>
          <Select mode="multiple" aria-label={t('when.tiers')} placeholder={t('when.anyTier')} value={body.tiers} onChange={(chosen) => change({ tiers: chosen })} options={tiers.map((tier) => ({ value: tier.key, label: inLanguage(tier.title, i18n.language) ?? tier.key }))} />
        </Form.Item>
        <Form.Item label={t('offers.position')} extra={t('offers.positionHint')}>
          <InputNumber className="members-wide" aria-label={t('offers.position')} min={0} max={100_000} precision={0} value={body.position} onChange={(position) => change({ position: position ?? 0 })} />
        </Form.Item>
      </div>
      <Form.Item label={t('offers.description')}>
        <Input.TextArea aria-label={t('offers.description')} maxLength={2000} autoSize={{ minRows: 2, maxRows: 5 }} value={body.description} onChange={(input) => change({ description: input.target.value })} />
      </Form.Item>
      <Form.Item label={t('offers.picture')}>
        <Input aria-label={t('offers.picture')} maxLength={500} placeholder={t('offers.pictureHint')} value={body.picture} onChange={(input) => change({ picture: input.target.value })} />
      </Form.Item>
      <label className="members-switch">
        <Switch aria-label={t('offers.on')} checked={body.on} onChange={(on) => change({ on })} />
        <span>{t('offers.on')}</span>
      </label>
      {save.error && <p className="members-problem">{problemText(save.error).sentence}</p>}
      <div className="members-acts">
        <Button type="primary" htmlType="submit" disabled={!complete} loading={save.isPending}>
          {t('offers.save')}
        </Button>
        <Button onClick={onLeave}>{t('cancel')}</Button>
      </div>
    </Form>
  );
}

function bodyOf({ name, description, picture, points, reward, stock_max, per_person_max, tiers, starts_at, ends_at, on, position }: Offer): OfferBody {
  return { name, description, picture, points, reward, stock_max, per_person_max, tiers, starts_at, ends_at, on, position };
}
