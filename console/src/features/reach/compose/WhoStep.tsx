import { useQuery } from '@tanstack/react-query';
import { Form, Input, InputNumber, Radio, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useMay, useMe } from '@/app/session';
import { NodeSelect } from '@/page/NodeSelect';
import { useEventLabel } from '@/page/useEventLabel';
import { eventChoicesQuery, segmentQuery } from '../choiceQueries';
import { AccountChoice } from './AccountChoice';
import type { Draft } from './draft';
import { HoldoutChoice } from './HoldoutChoice';
import { SegmentChoice } from './SegmentChoice';

interface StepProps {
  draft: Draft;
  edit: (changes: Partial<Draft>) => void;
}

/** Who it is for, by which account, and how its effect is measured. */
export function WhoStep({ draft, edit }: StepProps) {
  const { t } = useTranslation('reach');
  const me = useMe();
  const segment = useQuery(segmentQuery(draft.segment_id)).data;
  return (
    <Form layout="vertical" className="compose-columns" component="div">
      <section className="panel compose-panel">
        <Form.Item label={t('who.name')} required htmlFor="campaign-name">
          <Input id="campaign-name" maxLength={100} value={draft.name} placeholder={t('who.nameHint')} onChange={(input) => edit({ name: input.target.value })} />
        </Form.Item>
        <Form.Item label={t('who.segment')} required htmlFor="campaign-segment" extra={<SegmentNote segment={segment} />}>
          <SegmentChoice
            id="campaign-segment"
            value={draft.segment_id}
            onChoose={(chosen) => edit({ segment_id: chosen.id, name: draft.name || chosen.name })}
          />
        </Form.Item>
        <Form.Item label={t('who.account')} required htmlFor="campaign-account">
          <AccountChoice id="campaign-account" value={draft.account_id} onChange={(account_id) => edit({ account_id })} />
        </Form.Item>
        <Form.Item label={t('who.consent')}>
          <Radio.Group
            className="reach-radios"
            value={draft.consent_default ?? false}
            onChange={(event) => edit({ consent_default: Boolean(event.target.value) })}
            options={[
              { value: false, label: t('who.consentStrict') },
              { value: true, label: t('who.consentLoose') },
            ]}
          />
          {draft.consent_default && <p className="reach-warning">{t('who.consentWarning')}</p>}
        </Form.Item>
        {!me.everywhere && (
          <Form.Item label={t('who.node')} htmlFor="campaign-node">
            <NodeSelect id="campaign-node" value={draft.node_id} allowClear={false} onChange={(node_id) => edit({ node_id })} />
          </Form.Item>
        )}
      </section>
      <section className="panel compose-panel">
        <Goal draft={draft} edit={edit} />
        <HoldoutChoice draft={draft} edit={edit} people={segment?.size ?? null} />
      </section>
    </Form>
  );
}

function SegmentNote({ segment }: { segment: { id: string; state: string } | undefined }) {
  const { t } = useTranslation('reach');
  if (!segment) return <Link to="/segments/new">{t('who.makeSegment')}</Link>;
  return (
    <>
      {segment.state === 'computing' && `${t('who.computing')} `}
      {segment.state === 'failed' && `${t('warnings.segment_failed')} `}
      <Link to={`/segments/${segment.id}`}>{t('who.openSegment')}</Link>
    </>
  );
}

function Goal({ draft, edit }: StepProps) {
  const { t } = useTranslation('reach');
  const eventLabel = useEventLabel();
  const permitted = useMay('audiences.read');
  const events = useQuery({ ...eventChoicesQuery, enabled: permitted }).data?.events ?? [];
  const known = new Set([...events.map((each) => each.name), ...(draft.goal ? [draft.goal.event] : [])]);
  return (
    <Form.Item label={t('who.goal')} extra={t('who.goalNote')}>
      <div className="compose-inline">
        <Select
          className="compose-event"
          aria-label={t('who.goal')}
          allowClear
          placeholder={t('who.noGoal')}
          showSearch={{ optionFilterProp: 'label' }}
          value={draft.goal?.event}
          options={[...known].map((name) => ({ value: name, label: eventLabel(name, 'track') }))}
          onChange={(event?: string) => edit({ goal: event ? { event, days: draft.goal?.days ?? 7 } : null })}
        />
        {draft.goal && (
          <>
            <span>{t('who.within')}</span>
            <InputNumber
              aria-label={t('who.days')}
              min={1}
              max={365}
              precision={0}
              value={draft.goal.days ?? 7}
              onChange={(days) => draft.goal && edit({ goal: { ...draft.goal, days: days ?? 7 } })}
            />
            <span>{t('who.days')}</span>
          </>
        )}
      </div>
    </Form.Item>
  );
}
