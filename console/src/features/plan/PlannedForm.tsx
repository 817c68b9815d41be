import { Alert, App, Button, Input, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import { useConfirm } from '@/page/useConfirm';
import { useProblemText } from '@/page/useProblemText';
import { schemaFrom } from './eventSchema';
import { ModeChoice } from './ModeChoice';
import { useChangePlanned, useRemovePlanned, type PlannedEvent, type SeenProperty } from './planQueries';
import { SchemaTable } from './SchemaTable';

/** What was agreed on an event, to be changed: mode, meaning, properties. */
export function PlannedForm({ planned, seen }: { planned: PlannedEvent; seen: readonly SeenProperty[] }) {
  const { t } = useTranslation('plan');
  const { message } = App.useApp();
  const problemText = useProblemText();
  const confirm = useConfirm();
  const mayWrite = useMay('tracking.write');
  const [mode, setMode] = useState(planned.mode);
  const [description, setDescription] = useState(planned.description);
  const [text, setText] = useState(() => JSON.stringify(planned.schema, null, 2));
  const [view, setView] = useState<'table' | 'json'>('table');
  const change = useChangePlanned(planned.id);
  const remove = useRemovePlanned(planned.id);
  const schema = schemaFrom(text);
  const changed = mode !== planned.mode || description !== planned.description || JSON.stringify(schema) !== JSON.stringify(planned.schema);

  // By promise: the form begins anew with what was saved.
  const save = () =>
    schema &&
    change.mutateAsync({ mode, description, schema }).then(
      () => void message.success(t('saved')),
      () => undefined,
    );
  const takeOut = () =>
    confirm({
      title: t('removeTitle', { event: planned.event }),
      content: t('removeText'),
      okText: t('remove'),
      run: () => remove.mutateAsync(),
      done: t('removed'),
    });

  return (
    <>
      <section className="plan-join">
        <h3>{t('modeOf')}</h3>
        <ModeChoice value={mode} disabled={!mayWrite} onChange={setMode} />
      </section>
      <label className="plan-field">
        <span>{t('columns.description')}</span>
        <Input.TextArea
          autoSize={{ minRows: 2, maxRows: 6 }}
          maxLength={2000}
          disabled={!mayWrite}
          placeholder={t('descriptionHint')}
          value={description}
          onChange={(input) => setDescription(input.target.value)}
        />
      </label>
      <section>
        <div className="plan-schema-head">
          <h3 className="plan-heading">{t('columns.properties')}</h3>
          <Segmented
            size="small"
            aria-label={t('schemaView')}
            value={view}
            onChange={setView}
            options={[
              { value: 'table', label: t('schemaTable'), disabled: schema === null },
              { value: 'json', label: 'JSON schema' },
            ]}
          />
        </div>
        {view === 'table' && schema ? (
          <SchemaTable schema={schema} seen={seen} disabled={!mayWrite} onChange={(next) => setText(JSON.stringify(next, null, 2))} />
        ) : (
          <>
            <Input.TextArea
              className="code"
              aria-label={t('schemaJson')}
              spellCheck={false}
              autoSize={{ minRows: 10, maxRows: 24 }}
              disabled={!mayWrite}
              status={schema ? undefined : 'error'}
              value={text}
              onChange={(input) => setText(input.target.value)}
            />
            {!schema && <span className="plan-bad">{t('schemaBroken')}</span>}
          </>
        )}
      </section>
      {change.error && <Alert type="error" showIcon title={problemText(change.error).sentence} description={t('notSaved')} />}
      {mayWrite && (
        <div className="plan-acts">
          <Button type="primary" disabled={!changed || !schema} loading={change.isPending} onClick={() => void save()}>
            {t('save')}
          </Button>
          <Button danger type="text" onClick={takeOut}>
            {t('remove')}
          </Button>
        </div>
      )}
    </>
  );
}
