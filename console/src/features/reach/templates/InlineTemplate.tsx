import { Alert, App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { asProblem } from '@/api/problem';
import { useProblemText } from '@/page/useProblemText';
import type { Template } from '../types';
import { TemplateFields } from './TemplateFields';
import { useSaveTemplate } from './templateQueries';
import { mistakesIn, type WordsState } from './words';

interface InlineTemplateProps {
  words: WordsState;
  onChange: (words: WordsState) => void;
  onCancel: () => void;
  onSaved: (template: Template) => void;
}

/** Words written where they are needed, and kept as a template like any other. */
export function InlineTemplate({ words: { templateId, ...words }, onChange, onCancel, onSaved }: InlineTemplateProps) {
  const { t } = useTranslation('reach');
  const { message } = App.useApp();
  const problemText = useProblemText();
  const save = useSaveTemplate();
  const submit = () =>
    save.mutate(
      { id: templateId, words },
      {
        onSuccess: onSaved,
        onError: (error) => void message.error(problemText(error).sentence),
      },
    );
  return (
    <div className="inline-template">
      {templateId && <Alert type="info" showIcon title={t('what.editsTemplate')} />}
      <TemplateFields words={words} mistakes={save.error ? mistakesIn(asProblem(save.error).facts) : []} onChange={(changes) => onChange({ templateId, ...words, ...changes })} />
      <div className="compose-inline">
        <Button type="primary" loading={save.isPending} disabled={!words.name.trim() || !(words.text || words.html)} onClick={submit}>
          {t(templateId ? 'what.saveWords' : 'what.keepWords')}
        </Button>
        <Button onClick={onCancel}>{t('cancel')}</Button>
      </div>
    </div>
  );
}
