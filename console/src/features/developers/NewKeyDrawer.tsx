import { Alert, Button, DatePicker, Drawer, Form, Input } from 'antd';
import type { Dayjs } from 'dayjs';
import { useTranslation } from 'react-i18next';
import { useMe } from '@/app/session';
import { dayStart } from '@/format/wallClock';
import { NodeSelect } from '@/page/NodeSelect';
import { PermissionPicker } from '@/page/PermissionPicker';
import { SecretOnce } from '@/page/SecretOnce';
import { useProblemText } from '@/page/useProblemText';
import { useAddKey } from './keysQueries';

interface Fields {
  name: string;
  permissions: string[];
  node_id?: string | null;
  expires?: Dayjs | null;
}

/** A key to make; ends with its text, which is shown only then. */
export function NewKeyDrawer({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation('developers');
  return (
    <Drawer open={open} onClose={onClose} size={520} title={t('keys.add')} destroyOnHidden>
      <NewKeyForm onClose={onClose} />
    </Drawer>
  );
}

function NewKeyForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('developers');
  const { everywhere, timezone } = useMe();
  const problemText = useProblemText();
  const add = useAddKey();

  if (add.data) {
    return (
      <div className="dev-detail">
        <SecretOnce title={t('keys.once')} hint={t('keys.onceHint')} secret={add.data.key} />
        <section>
          <h3>{t('keys.try')}</h3>
          <pre className="json">{`curl -H "Authorization: Bearer $SIYU_KEY" ${window.location.origin}/api/me`}</pre>
        </section>
        <div>
          <Button type="primary" onClick={onClose}>
            {t('keys.kept')}
          </Button>
        </div>
      </div>
    );
  }

  return (
    <Form<Fields>
      layout="vertical"
      requiredMark={false}
      disabled={add.isPending}
      initialValues={{ permissions: [] }}
      onFinish={({ name, permissions, node_id, expires }) =>
        add.mutate({ name: name.trim(), permissions, node_id: node_id ?? null, expires_at: expires ? dayStart(expires.format('YYYY-MM-DD'), timezone, 1).toISOString() : null })
      }
    >
      <Form.Item name="name" label={t('keys.name')} extra={t('keys.nameHint')} rules={[{ required: true, whitespace: true, message: t('missing') }]}>
        <Input maxLength={100} autoFocus />
      </Form.Item>
      <Form.Item name="node_id" label={t('keys.place')} extra={t('keys.placeHint')} rules={everywhere ? [] : [{ required: true, message: t('missing') }]}>
        <NodeSelect placeholder={everywhere ? t('app:everywhere') : t('keys.choosePlace')} />
      </Form.Item>
      <Form.Item name="expires" label={t('keys.expires')} extra={t('keys.expiresHint')}>
        <DatePicker placeholder={t('keys.never')} disabledDate={(day) => dayStart(day.format('YYYY-MM-DD'), timezone, 1).getTime() <= Date.now()} />
      </Form.Item>
      <Form.Item name="permissions" label={t('keys.permissions')} extra={t('keys.permissionsHint')} rules={[{ required: true, type: 'array', min: 1, message: t('keys.noPermissions') }]}>
        <PermissionPicker />
      </Form.Item>
      {add.error && <Alert type="error" showIcon title={problemText(add.error).sentence} className="dev-note" />}
      <Button type="primary" htmlType="submit" loading={add.isPending}>
        {t('keys.create')}
      </Button>
    </Form>
  );
}
