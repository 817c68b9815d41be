import { useQuery } from '@tanstack/react-query';
import { Alert, Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { asProblem } from '@/api/problem';
import { useNamed } from '@/page/useNamed';
import { useProblemText } from '@/page/useProblemText';
import { eventTypesQuery } from './webhooksQueries';
import { groupEventTypes } from './webhookState';

/** Address, events and a note: what a new endpoint and a changed one have in common. */
export function WebhookFields() {
  const { t } = useTranslation('developers');
  const named = useNamed();
  const types = useQuery(eventTypesQuery).data ?? [];
  const explained = new Map(types.map((type) => [type.name, type.description]));
  for (const { pattern } of groupEventTypes(types)) explained.set(pattern, t('webhooks.allOfModule'));
  const options = [
    { label: t('webhooks.everything'), options: [{ value: '*', label: t('webhooks.allEvents') }] },
    ...groupEventTypes(types).map((group) => ({
      label: named('app:modules', group.module),
      options: [
        { value: group.pattern, label: group.pattern },
        ...group.types.map((type) => ({ value: type.name, label: type.name })),
      ],
    })),
  ];
  return (
    <>
      <Form.Item name="url" label={t('webhooks.url')} extra={t('webhooks.urlHint')} rules={[{ required: true, type: 'url', message: t('webhooks.urlWrong') }]}>
        <Input maxLength={2000} inputMode="url" className="code" autoComplete="off" />
      </Form.Item>
      <Form.Item name="events" label={t('webhooks.events')} extra={t('webhooks.eventsHint')} rules={[{ required: true, type: 'array', min: 1, message: t('webhooks.noEvents') }]}>
        <Select
          mode="multiple"
          showSearch={{ optionFilterProp: 'label' }}
          options={options}
          maxTagCount={6}
          optionRender={({ label, value }) => (
            <span className="dev-stack">
              <span className="code">{label}</span>
              {explained.get(String(value)) && <span className="muted dev-explain">{explained.get(String(value))}</span>}
            </span>
          )}
        />
      </Form.Item>
      <Form.Item name="description" label={t('webhooks.description')}>
        <Input maxLength={500} placeholder={t('webhooks.descriptionHint')} />
      </Form.Item>
    </>
  );
}

/** Why an endpoint was not taken; that an address is private is explained, not just refused. */
export function WebhookFailure({ error }: { error: unknown }) {
  const { t } = useTranslation('developers');
  const problemText = useProblemText();
  if (!error) return null;
  const isPrivate = asProblem(error).code === 'webhook_url_private';
  return <Alert type="error" showIcon className="dev-note" title={problemText(error).sentence} description={isPrivate ? t('webhooks.privateExplain') : undefined} />;
}
