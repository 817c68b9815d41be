import { useQuery } from '@tanstack/react-query';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { asProblem } from '@/api/problem';
import { useMay } from '@/app/session';
import { Handset } from '@/page/Handset';
import { PersonChoice } from '@/page/PersonChoice';
import { useProblemText } from '@/page/useProblemText';
import { previewQuery } from '../templates/templateQueries';
import { mistakesIn, type WordsState } from '../templates/words';
import type { TemplateParts } from '../types';
import './preview.css';

interface MessagePreviewProps {
  title?: ReactNode;
  state: WordsState | null;
  kind: string;
  parts: Required<TemplateParts>;
  /** What the message looks like: `sms`, `email`, … */
  medium: string | undefined;
  personId: string | null;
  onPerson: (personId: string) => void;
}

const pauseMs = 350;

/** A message as one real person would read it, words that are not saved yet among them. */
export function MessagePreview({ title, kind, parts, medium, personId, onPerson }: MessagePreviewProps) {
  const { t } = useTranslation('reach');
  const problemText = useProblemText();
  const permitted = useMay('people.reveal');
  const settled = useSettled(parts);
  const preview = useQuery(previewQuery(kind, settled, personId, permitted));
  const written = Boolean(parts.text || parts.html);
  const mistakes = preview.error ? mistakesIn(asProblem(preview.error).facts) : [];
  const shown = permitted && preview.data && !preview.error ? preview.data.parts : { ...parts };

  return (
    <aside className="preview" aria-label={t('preview.title')}>
      <div className="preview-head">
        <strong>{title ?? t('preview.title')}</strong>
        {permitted && <PersonChoice label={t('preview.person')} value={personId} onChange={onPerson} />}
      </div>
      <Handset message={written ? shown : null} mail={(medium ?? (kind === 'smtp' ? 'email' : '')) === 'email'} empty={t('preview.empty')} stale={preview.isFetching} />
      <div className="preview-notes" aria-live="polite">
        {!permitted && <p className="muted">{t('preview.notPermitted')}</p>}
        {written && preview.error && (
          <div className="reach-warning">
            {mistakes.length === 0
              ? problemText(preview.error).sentence
              : mistakes.map((each) => (
                  <p key={`${each.part}${each.line}:${each.column}`}>
                    {t(`parts.${each.part}`)} {t('mistake', { line: each.line, column: each.column, message: each.message })}
                  </p>
                ))}
          </div>
        )}
        {!preview.error && preview.data && preview.data.missing.length > 0 && (
          <p className="reach-warning">{t('preview.missing', { names: preview.data.missing.join(t('listComma')) })}</p>
        )}
        {written && permitted && !personId && <p className="muted">{t('preview.nobody')}</p>}
      </div>
    </aside>
  );
}

/** A value that has stopped changing for a moment. */
function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value);
  const key = JSON.stringify(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(JSON.parse(key) as Value), pauseMs);
    return () => clearTimeout(timer);
  }, [key]);
  return settled;
}
