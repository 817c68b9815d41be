import { App, Button, Segmented } from 'antd';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { asProblem } from '@/api/problem';
import { useFormat } from '@/format/useFormat';
import { useAddress } from '@/page/useAddress';
import { useProblemText } from '@/page/useProblemText';
import type { Announce, Definition, Segment } from '../audienceTypes';
import { useSaveSegment } from '../segmentQueries';
import { BuilderProvider, type BuilderDesk } from './builderContext';
import { BuilderStart } from './BuilderStart';
import { BuilderWords } from './BuilderWords';
import { definitionOf, formOf, placesOf, type Part } from './form';
import { GroupEditor } from './GroupEditor';
import { JsonEditor } from './JsonEditor';
import { LeaveGuard } from '@/page/LeaveGuard';
import { LivePreview } from './LivePreview';
import { unfinishedIn } from './missing';
import { complaintsAt, complaintsOfProblem } from './places';
import { PreviewDrawer } from './PreviewDrawer';
import { usePreview } from './usePreview';

interface BuilderProps {
  segment?: Segment;
  start: { name: string; description: string; definition: Definition };
  nodeId?: string | null;
}

export function Builder({ segment, start, nodeId = null }: BuilderProps) {
  const { t } = useTranslation('audiences');
  const { message } = App.useApp();
  const navigate = useNavigate();
  const format = useFormat();
  const problemText = useProblemText();
  const { search, change } = useAddress();
  const [form, setForm] = useState(() => formOf(start.definition));
  const [words, setWords] = useState({ name: start.name, description: start.description, announce: (segment?.announce ?? 'changes') as Announce, node_id: segment ? segment.node_id : nodeId });
  const [strict, setStrict] = useState(false);
  const [listed, setListed] = useState(false);
  const left = useRef(false);
  const save = useSaveSegment(segment?.id);

  const definition = useMemo(() => definitionOf(form), [form]);
  const unfinished = unfinishedIn(form) + (form.parts.length === 0 ? 1 : 0);
  const preview = usePreview(definition, words.node_id ?? null, unfinished === 0);
  const problem = save.error ?? (unfinished === 0 && !preview.waiting ? preview.error : null);
  const complaints = useMemo(() => (problem ? complaintsOfProblem(asProblem(problem), definition) : []), [problem, definition]);
  const places = useMemo(() => placesOf(form), [form]);
  const inCode = search.get('view') === 'code';
  const dirty = JSON.stringify(definition) !== JSON.stringify(definitionOf(formOf(start.definition))) || words.name !== start.name || words.description !== start.description;

  const edit: BuilderDesk['change'] = (next) => {
    save.reset();
    setForm(next);
  };
  const desk: BuilderDesk = {
    form,
    change: edit,
    strict,
    complaintsOf: (part: Part) => {
      const place = places.get(part.id);
      return place ? complaintsAt(complaints, place, places.values()) : [];
    },
  };

  const submit = () => {
    setStrict(true);
    if (unfinished > 0 || !words.name.trim()) return;
    save.mutate(
      { ...words, name: words.name.trim(), definition },
      {
        onSuccess: (saved) => {
          left.current = true;
          void message.success(t(segment ? (saved.definition_version === segment.definition_version ? 'builder.savedSame' : 'builder.saved') : 'builder.created'));
          void navigate(`/segments/${saved.id}`);
        },
        onError: (error) => void message.error(problemText(error).sentence),
      },
    );
  };
  const nameTaken = save.error && asProblem(save.error).code === 'segment_name_taken' ? problemText(save.error).sentence : undefined;

  return (
    <div className="builder">
      <LeaveGuard dirty={dirty} left={left} />
      <div className="builder-main">
        <BuilderWords
          words={words}
          fixedScope={Boolean(segment)}
          nameProblem={nameTaken ?? (strict && !words.name.trim() ? t('builder.nameMissing') : undefined)}
          onChange={(next) => {
            save.reset();
            setWords(next);
          }}
        />
        <section className="panel builder-desk">
          <div className="builder-views">
            <Segmented
              value={inCode ? 'code' : 'sentence'}
              options={[
                { value: 'sentence', label: t('builder.sentence') },
                { value: 'code', label: t('builder.code') },
              ]}
              onChange={(view) => change({ view: view === 'code' ? 'code' : null }, { replace: true })}
            />
          </div>
          <BuilderProvider value={desk}>
            {inCode ? (
              <JsonEditor definition={definition} complaints={complaints} onChange={(next) => edit(formOf(next))} />
            ) : form.parts.length === 0 ? (
              <BuilderStart onStart={(next) => edit(formOf(next))} onName={(name, description) => setWords({ ...words, name: words.name || name, description: words.description || description })} />
            ) : (
              <GroupEditor group={form} />
            )}
          </BuilderProvider>
        </section>
        <div className="builder-acts">
          {preview.data && unfinished === 0 && (
            <button type="button" className="count-link builder-acts-count figures" disabled={preview.data.count === 0} onClick={() => setListed(true)}>
              {t('peopleCount', { people: format.short(preview.data.count) })}
            </button>
          )}
          {strict && unfinished > 0 && <span className="builder-complaint">{form.parts.length === 0 ? t('builder.nothingAsked') : t('builder.unfinished', { count: unfinished })}</span>}
          <Button onClick={() => void navigate(segment ? `/segments/${segment.id}` : '/segments')}>{t('builder.cancel')}</Button>
          <Button type="primary" loading={save.isPending} onClick={submit}>
            {t(segment ? 'builder.save' : 'builder.create')}
          </Button>
        </div>
      </div>
      <LivePreview preview={preview} unfinished={form.parts.length === 0 ? null : unfinished} sizeBefore={segment?.size} pointedAt={complaints.length > 0} onOpen={() => setListed(true)} />
      <PreviewDrawer definition={definition} nodeId={words.node_id ?? null} open={listed} onClose={() => setListed(false)} />
    </div>
  );
}
