import { App, Button, Checkbox, Form, Input, InputNumber, Segmented, Switch } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asProblem } from '@/api/problem';
import { NodeSelect } from '@/page/NodeSelect';
import { useProblemText } from '@/page/useProblemText';
import { openDays, problemOf } from './hours';
import { useSaveLocation, type Location, type LocationDraft } from './locationQueries';
import { OpeningHours } from './OpeningHours';

const services = ['ship', 'pickup', 'delivery'] as const;
const kinds: LocationDraft['kind'][] = ['store', 'warehouse'];
const fresh: LocationDraft = { code: '', name: '', kind: 'store', node_id: null, services: ['pickup'], longitude: null, latitude: null, delivery_radius_m: 0, priority: 100, hours: {}, address: '', active: true };

/** A store or a warehouse: where it is, when it is open, and what it does for shoppers. */
export function LocationForm({ location, mayManage, onDone }: { location: Location | null; mayManage: boolean; onDone: () => void }) {
  const { t } = useTranslation('shelf');
  const { message } = App.useApp();
  const problemText = useProblemText();
  const save = useSaveLocation();
  const [body, setBody] = useState<LocationDraft>(() => location ?? fresh);
  const change = (part: Partial<LocationDraft>) => setBody((before) => ({ ...before, ...part }));
  const half = (body.longitude == null) !== (body.latitude == null);
  const delivers = body.services?.includes('delivery') ?? false;
  const unplaced = delivers && (half || body.longitude == null || !body.delivery_radius_m);
  const wrongHours = Object.values(body.hours ?? {}).some((times) => problemOf(times) !== null);
  const ready = body.name.trim() !== '' && body.code.trim() !== '' && !half && !unplaced && !wrongHours;
  const send = () => {
    const { code, name, kind, node_id, longitude, latitude, delivery_radius_m, priority, hours, address, active } = body;
    save.mutate(
      { id: location?.id ?? null, body: { code: code.trim(), name: name.trim(), kind, node_id, services: body.services, longitude, latitude, delivery_radius_m, priority, hours: openDays(hours ?? {}), address: address?.trim(), active } },
      {
        onSuccess: () => {
          void message.success(t('locations.saved'));
          onDone();
        },
      },
    );
  };
  return (
    <Form layout="vertical" disabled={!mayManage} onFinish={send}>
      <Form.Item label={t('locations.name')} required>
        <Input aria-label={t('locations.name')} autoFocus maxLength={100} value={body.name} onChange={(input) => change({ name: input.target.value })} />
      </Form.Item>
      <div className="shelf-row">
        <Form.Item label={t('locations.code')} required extra={t('locations.codeExtra')} validateStatus={save.error && asProblem(save.error).code === 'location_code_taken' ? 'error' : ''}>
          <Input aria-label={t('locations.code')} disabled={location !== null || !mayManage} maxLength={50} value={body.code} onChange={(input) => change({ code: input.target.value })} />
        </Form.Item>
        <Form.Item label={t('locations.kind')}>
          <Segmented aria-label={t('locations.kind')} disabled={location !== null || !mayManage} value={body.kind} onChange={(kind) => change({ kind, services: kind === 'store' ? ['pickup'] : ['ship'] })} options={kinds.map((value) => ({ value, label: t(`locations.kinds.${value}`) }))} />
        </Form.Item>
        <Form.Item label={t('locations.node')} extra={t('locations.nodeExtra')}>
          <NodeSelect aria-label={t('locations.node')} placeholder={t('channels.everywhere')} value={body.node_id} onChange={(node_id) => change({ node_id })} />
        </Form.Item>
        <Form.Item label={t('locations.priority')} extra={t('locations.priorityExtra')}>
          <InputNumber aria-label={t('locations.priority')} min={0} max={10_000} precision={0} value={body.priority} onChange={(value) => change({ priority: value ?? 100 })} />
        </Form.Item>
      </div>
      <Form.Item label={t('locations.services')}>
        <Checkbox.Group value={body.services} onChange={(chosen) => change({ services: chosen as string[] })} options={services.map((value) => ({ value, label: t(`locations.does.${value}`) }))} />
      </Form.Item>
      <Form.Item label={t('locations.address')}>
        <Input aria-label={t('locations.address')} maxLength={200} value={body.address} onChange={(input) => change({ address: input.target.value })} />
      </Form.Item>
      <div className="shelf-row">
        <Form.Item label={t('locations.longitude')} validateStatus={half ? 'error' : ''} help={half ? t('locations.placeHalf') : undefined}>
          <InputNumber aria-label={t('locations.longitude')} min={-180} max={180} value={body.longitude} onChange={(longitude) => change({ longitude })} />
        </Form.Item>
        <Form.Item label={t('locations.latitude')} validateStatus={half ? 'error' : ''}>
          <InputNumber aria-label={t('locations.latitude')} min={-90} max={90} value={body.latitude} onChange={(latitude) => change({ latitude })} />
        </Form.Item>
        {delivers && (
          <Form.Item label={t('locations.radius')} validateStatus={unplaced ? 'error' : ''} help={unplaced ? t('locations.deliveryPlace') : undefined}>
            <InputNumber aria-label={t('locations.radius')} min={0} max={100} step={0.5} precision={2} suffix={t('locations.km')} value={(body.delivery_radius_m ?? 0) / 1000} onChange={(km) => change({ delivery_radius_m: Math.round((km ?? 0) * 1000) })} />
          </Form.Item>
        )}
      </div>
      <Form.Item label={t('locations.hours')}>
        <OpeningHours value={body.hours ?? {}} disabled={!mayManage} onChange={(hours) => change({ hours })} />
      </Form.Item>
      <Form.Item>
        <label className="shelf-switch">
          <Switch aria-label={t('locations.active')} checked={body.active} onChange={(active) => change({ active })} />
          <span>{body.active ? t('locations.active') : t('locations.closed')}</span>
        </label>
      </Form.Item>
      {save.error && <p className="shelf-problem">{problemText(save.error).sentence}</p>}
      {mayManage && (
        <Button type="primary" htmlType="submit" disabled={!ready} loading={save.isPending}>
          {t('save')}
        </Button>
      )}
    </Form>
  );
}
