import { useTranslation } from 'react-i18next';
import { inLanguage } from '@/format/inLanguage';
import { Tone } from '@/page/Tone';
import type { Template } from './audienceTypes';

interface TemplateCardsProps {
  templates: readonly Template[];
  onChoose: (template: Template) => void;
}

/** Segments to start from. */
export function TemplateCards({ templates, onChoose }: TemplateCardsProps) {
  const { t, i18n } = useTranslation('audiences');
  return (
    <ul className="template-cards" aria-label={t('templates.title')}>
      {templates.map((template) => (
        <li key={template.name}>
          <button type="button" className="template-card" onClick={() => onChoose(template)}>
            <strong>{inLanguage(template.title, i18n.language)}</strong>
            <span className="muted">{inLanguage(template.description, i18n.language)}</span>
            {template.blank.length > 0 && <Tone tone="info">{t('templates.toFill')}</Tone>}
          </button>
        </li>
      ))}
    </ul>
  );
}
