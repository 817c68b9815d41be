import { Alert, Button, Input, Switch } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import { useConfirm } from '@/page/useConfirm';
import { useProblemText } from '@/page/useProblemText';
import { useSourceTitle } from '@/page/useSourceName';
import { useChangeSource, type Source } from './sourcesQueries';

/** Name, how strictly the plan is kept, and whether events are taken at all. */
export function SourceSettings({ source }: { source: Source }) {
  const { t } = useTranslation('sources');
  const problemText = useProblemText();
  const confirm = useConfirm();
  const mayManage = useMay('organization.manage_sources');
  const called = useSourceTitle()(source.name);
  const [name, setName] = useState(called);
  const change = useChangeSource(source.id);
  const wanted = name.trim();
  const fixed = !mayManage || change.isPending;

  const setActive = (active: boolean) => {
    if (active) change.mutate({ active });
    else confirm({ title: t('stopTitle', { source: called }), content: t('stopText'), okText: t('stop'), run: () => change.mutateAsync({ active }) });
  };
  return (
    <section className="sources-settings">
      <h3>{t('settingsTitle')}</h3>
      <label className="sources-form">
        <span className="sources-label">{t('name')}</span>
        <span className="sources-rename">
          <Input maxLength={100} disabled={!mayManage} value={name} onChange={(input) => setName(input.target.value)} />
          {wanted !== called && wanted && (
            <Button loading={change.isPending} onClick={() => change.mutate({ name: wanted })}>
              {t('save')}
            </Button>
          )}
        </span>
      </label>
      <Choice title={t('strict')} hint={t('strictHint')} disabled={fixed} checked={source.strict} onChange={(strict) => change.mutate({ strict })} />
      <Choice title={t('active')} hint={t('activeHint')} disabled={fixed} checked={source.active} onChange={setActive} />
      {change.error && <Alert type="error" showIcon title={problemText(change.error).sentence} />}
    </section>
  );
}

interface ChoiceProps {
  title: string;
  hint: string;
  disabled: boolean;
  checked: boolean;
  onChange: (on: boolean) => void;
}

function Choice({ title, hint, disabled, checked, onChange }: ChoiceProps) {
  return (
    <div className="sources-choice">
      <Switch aria-label={title} disabled={disabled} checked={checked} onChange={onChange} />
      <span>
        <strong>{title}</strong>
        <span className="muted">{hint}</span>
      </span>
    </div>
  );
}
