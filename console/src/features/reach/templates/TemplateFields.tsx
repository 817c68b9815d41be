import { useQuery } from '@tanstack/react-query';
import { Form, Input, type InputRef } from 'antd';
import type { TextAreaRef } from 'antd/es/input/TextArea';
import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import { channelsQuery } from '../channels/channelQueries';
import type { TemplateWords } from './templateQueries';
import { VariableMenu } from './VariableMenu';
import { insertedAt, type Mistake, type PartName } from './words';

interface TemplateFieldsProps {
  words: TemplateWords;
  mistakes: readonly Mistake[];
  onChange: (changes: Partial<TemplateWords>) => void;
}

const lengthMax: Record<PartName, number> = { subject: 1000, text: 100_000, html: 500_000, link: 2000 };

/** Name and parts of a template; a value is put where the caret was last. */
export function TemplateFields({ words, mistakes, onChange }: TemplateFieldsProps) {
  const { t } = useTranslation('reach');
  const id = useId();
  const mayChannels = useMay('channels.read');
  const carried = useQuery({ ...channelsQuery, enabled: mayChannels }).data?.items.find((each) => each.kind === words.kind)?.parts;
  const fields = useRef<Partial<Record<PartName, HTMLInputElement | HTMLTextAreaElement>>>({});
  const [last, setLast] = useState<PartName>('text');
  const [html, setHtml] = useState(Boolean(words.html));
  const carries = (part: PartName) => !carried || carried.includes(part);

  const insert = (piece: string) => {
    const field = fields.current[last];
    const at = field?.selectionStart ?? words[last].length;
    const { text, caret } = insertedAt(words[last], at, field?.selectionEnd ?? at, piece);
    onChange({ [last]: text });
    requestAnimationFrame(() => {
      field?.focus();
      field?.setSelectionRange(caret, caret);
    });
  };
  const common = (part: PartName) => ({
    id: `${id}-${part}`,
    value: words[part],
    maxLength: lengthMax[part],
    placeholder: t(`parts.${part}Hint`),
    onFocus: () => setLast(part),
    onChange: (event: { target: { value: string } }) => onChange({ [part]: event.target.value }),
  });
  const item = (part: PartName) => {
    const found = mistakes.filter((each) => each.part === part);
    return {
      label: t(`parts.${part}`),
      htmlFor: `${id}-${part}`,
      validateStatus: found.length > 0 ? ('error' as const) : undefined,
      help: found.length > 0 ? found.map((each) => t('mistake', { line: each.line, column: each.column, message: each.message })).join('\n') : undefined,
    };
  };
  const keep = (part: PartName) => (field: InputRef | TextAreaRef | null) => {
    const element = field && ('resizableTextArea' in field ? field.resizableTextArea?.textArea : 'input' in field ? field.input : null);
    if (element) fields.current[part] = element;
  };

  return (
    <Form layout="vertical" component="div" className="template-fields">
      <Form.Item label={t('parts.name')} required htmlFor={`${id}-name`}>
        <Input id={`${id}-name`} maxLength={100} value={words.name} placeholder={t('parts.nameHint')} onChange={(event) => onChange({ name: event.target.value })} />
      </Form.Item>
      <VariableMenu part={last} onInsert={insert} />
      {carries('subject') && (
        <Form.Item {...item('subject')}>
          <Input ref={keep('subject')} {...common('subject')} />
        </Form.Item>
      )}
      <Form.Item {...item('text')}>
        <Input.TextArea ref={keep('text')} autoSize={{ minRows: 4, maxRows: 14 }} {...common('text')} />
      </Form.Item>
      {carries('link') && (
        <Form.Item {...item('link')} extra={t('parts.linkNote', { link: '{{ link }}' })}>
          <Input ref={keep('link')} {...common('link')} />
        </Form.Item>
      )}
      {carries('html') &&
        (html ? (
          <Form.Item {...item('html')}>
            <Input.TextArea ref={keep('html')} className="code" autoSize={{ minRows: 6, maxRows: 18 }} {...common('html')} />
          </Form.Item>
        ) : (
          <button type="button" className="plain-button reach-link" onClick={() => setHtml(true)}>
            {t('parts.addHtml')}
          </button>
        ))}
    </Form>
  );
}
