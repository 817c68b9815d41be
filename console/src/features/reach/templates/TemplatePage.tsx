import { useQuery } from '@tanstack/react-query';
import { App, Breadcrumb, Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { asProblem } from '@/api/problem';
import { useMay } from '@/app/session';
import { Loaded } from '@/page/Loaded';
import { Page } from '@/page/Page';
import { peopleChoicesQuery } from '@/page/peopleQueries';
import { useConfirm } from '@/page/useConfirm';
import { useProblemText } from '@/page/useProblemText';
import { channelsQuery } from '../channels/channelQueries';
import { useKindName } from '../channels/useKindName';
import { MessagePreview } from '../phone/MessagePreview';
import { TemplateFields } from './TemplateFields';
import { templateQuery, useArchiveTemplate, useSaveTemplate } from './templateQueries';
import { TemplateUses } from './TemplateUses';
import { differs, mistakesIn, newWords, partsOf, wordsOf, type WordsState } from './words';
import '../reach.css';
import '../compose/compose.css';

/** One template: its words, the phone that shows them, and where they are used. */
export default function TemplatePage() {
  const { t, i18n } = useTranslation('reach');
  const { templateId = '' } = useParams();
  const isNew = templateId === 'new';
  const template = useQuery(templateQuery(isNew ? null : templateId));
  const name = isNew ? t('newTemplate') : (template.data?.name ?? templateId);
  if (isNew) return <Editor key="new" name={name} kept={newWords('sandbox', i18n.language)} />;
  if (template.data) return <Editor key={templateId} name={name} kept={wordsOf(template.data)} />;
  return (
    <Page crumbs={<Crumbs name={name} />} tabTitle={t('templates')}>
      <div className="panel">
        <Loaded query={template}>{() => null}</Loaded>
      </div>
    </Page>
  );
}

function Crumbs({ name }: { name: string }) {
  const { t } = useTranslation('reach');
  return <Breadcrumb items={[{ title: <Link to="/templates">{t('templates')}</Link> }, { title: name }]} />;
}

function Editor({ name, kept }: { name: string; kept: WordsState }) {
  const { t } = useTranslation('reach');
  const { message } = App.useApp();
  const problemText = useProblemText();
  const confirm = useConfirm();
  const navigate = useNavigate();
  const mayManage = useMay('messaging.manage');
  const first = useQuery(peopleChoicesQuery('')).data?.items[0]?.id ?? null;
  const [person, setPerson] = useState<string | null>(null);
  const [words, setWords] = useState(kept);
  const save = useSaveTemplate();
  const archive = useArchiveTemplate();
  const { templateId, ...rest } = words;
  const changed = differs(words, kept);

  const submit = () =>
    save.mutate(
      { id: templateId, words: rest },
      {
        onSuccess: (saved) => {
          void message.success(t('templateSaved'));
          if (!templateId) void navigate(`/templates/${saved.id}`, { replace: true });
        },
        onError: (error) => void message.error(problemText(error).sentence),
      },
    );
  const remove = () =>
    templateId &&
    confirm({
      title: t('archiveTitle', { name }),
      content: t('archiveText'),
      okText: t('archive'),
      run: () => archive.mutateAsync(templateId).then(() => navigate('/templates')),
      done: t('archived', { name }),
    });
  const actions = mayManage && (
    <>
      {templateId && (
        <Button danger onClick={remove}>
          {t('archive')}
        </Button>
      )}
      <Button type="primary" disabled={!changed || !words.name.trim() || !(words.text || words.html)} loading={save.isPending} onClick={submit}>
        {t('save')}
      </Button>
    </>
  );

  return (
    <Page title={name} crumbs={<Crumbs name={name} />} purpose={templateId ? t('templatePurpose') : t('newTemplatePurpose')} actions={actions}>
      <div className="compose-columns compose-columns-phone">
        <div className="compose-variants">
          <section className="panel compose-panel">
            {!templateId && <KindChoice value={words.kind} onChange={(kind) => setWords({ ...words, kind })} />}
            <fieldset className="reach-plain" disabled={!mayManage}>
              <TemplateFields words={rest} mistakes={save.error ? mistakesIn(asProblem(save.error).facts) : []} onChange={(changes) => setWords({ ...words, ...changes })} />
            </fieldset>
          </section>
          {templateId && <TemplateUses templateId={templateId} />}
        </div>
        <MessagePreview state={words} kind={words.kind} parts={partsOf(words)} medium={undefined} personId={person ?? first} onPerson={setPerson} />
      </div>
    </Page>
  );
}

function KindChoice({ value, onChange }: { value: string; onChange: (kind: string) => void }) {
  const { t } = useTranslation('reach');
  const kindName = useKindName();
  const permitted = useMay('channels.read');
  const kinds = useQuery({ ...channelsQuery, enabled: permitted }).data?.items ?? [];
  return (
    <label className="template-kind">
      <span>{t('forChannel')}</span>
      <Select aria-label={t('forChannel')} className="template-kind-choice" value={kinds.find((each) => each.kind === value)?.kind} options={kinds.map((each) => ({ value: each.kind, label: kindName(each.kind) }))} onChange={onChange} />
    </label>
  );
}
