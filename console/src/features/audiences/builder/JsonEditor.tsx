import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '@/page/CopyButton';
import type { Definition } from '../audienceTypes';
import { checkDefinition } from './checkDefinition';
import { JsonMistake, lineOf, offsetOf, readJson } from './jsonText';
import type { Complaint } from './places';
import { useComplaintText } from './useComplaintText';

interface JsonEditorProps {
  definition: Definition;
  /** What the server says of the definition as it stands. */
  complaints: readonly Complaint[];
  onChange: (definition: Definition) => void;
}

interface Remark {
  line: number;
  text: string;
}

/** The definition as text; what is wrong is said with its line, and a click goes there. */
export function JsonEditor({ definition, complaints, onChange }: JsonEditorProps) {
  const { t } = useTranslation('audiences');
  const complaintText = useComplaintText();
  const id = useId();
  const standing = JSON.stringify(definition, null, 2);
  const [draft, setDraft] = useState<{ of: string; text: string } | null>(null);
  // A draft belongs to the definition it was made from; another one begins anew.
  const text = draft && draft.of === standing ? draft.text : standing;
  const changed = text !== standing;
  const [local, setLocal] = useState<Remark[]>([]);
  const remarks = changed ? local : remarksOf(standing, complaints);

  const apply = () => {
    const read = tryRead(text);
    if (read instanceof JsonMistake) {
      const line = lineOf(text, read.offset);
      setLocal([{ line, text: t('json.notJson', { line }) }]);
      return;
    }
    const wrong = checkDefinition(read.value);
    if (wrong) {
      setLocal([{ line: lineOf(text, offsetOf(read, wrong.at)), text: wrong.kind ? t('json.unknownKind', { kind: wrong.kind }) : t('json.notDefinition') }]);
      return;
    }
    setLocal([]);
    setDraft(null);
    onChange(read.value as Definition);
  };

  return (
    <div className="json-editor">
      <p className="muted">{t('json.help')}</p>
      <Input.TextArea
        id={id}
        className="json-editor-text"
        aria-label={t('json.label')}
        aria-invalid={remarks.length > 0}
        spellCheck={false}
        autoSize={{ minRows: 16, maxRows: 32 }}
        value={text}
        onChange={(input) => {
          setDraft({ of: standing, text: input.target.value });
          setLocal([]);
        }}
      />
      {remarks.length > 0 && (
        <ul className="builder-complaints" role="alert">
          {remarks.map((remark) => (
            <li key={`${remark.line} ${remark.text}`} className="builder-complaint">
              <button type="button" className="json-line" onClick={() => goToLine(id, text, remark.line)}>
                {t('json.line', { line: remark.line })}
              </button>
              {remark.text}
            </li>
          ))}
        </ul>
      )}
      <div className="json-editor-acts">
        <Button type="primary" disabled={!changed} onClick={apply}>
          {t('json.apply')}
        </Button>
        <Button disabled={!changed} onClick={() => setDraft(null)}>
          {t('json.reset')}
        </Button>
        <CopyButton text={text} size="middle" label={t('json.label')} />
      </div>
    </div>
  );

  function remarksOf(shown: string, found: readonly Complaint[]): Remark[] {
    const read = tryRead(shown);
    if (read instanceof JsonMistake) return [];
    return found.map((complaint) => ({ line: lineOf(shown, offsetOf(read, complaint.at)), text: complaintText(complaint) }));
  }
}

function tryRead(text: string) {
  try {
    return readJson(text);
  } catch (error) {
    if (error instanceof JsonMistake) return error;
    throw error;
  }
}

function goToLine(id: string, text: string, line: number): void {
  const area = document.getElementById(id);
  if (!(area instanceof HTMLTextAreaElement)) return;
  const lines = text.split('\n');
  const start = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
  area.focus();
  area.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
}
