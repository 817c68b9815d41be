import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { inLanguage } from '@/format/inLanguage';
import { Loaded } from '@/page/Loaded';
import type { Definition } from '../audienceTypes';
import { templatesQuery } from '../segmentQueries';
import { TemplateCards } from '../TemplateCards';
import { wordsQuery } from '../wordQueries';
import { AddCondition } from './AddCondition';
import { blankLeaf } from './leaves';

interface BuilderStartProps {
  onStart: (definition: Definition) => void;
  onName: (name: string, description: string) => void;
}

/** The empty page: a first condition, or a template. */
export function BuilderStart({ onStart, onName }: BuilderStartProps) {
  const { t, i18n } = useTranslation('audiences');
  const favourite = useQuery(wordsQuery).data?.events[0]?.name ?? '';
  const templates = useQuery(templatesQuery);
  return (
    <div className="builder-start">
      <div>
        <h2>{t('builder.startTitle')}</h2>
        <p className="muted">{t('builder.startText')}</p>
        <AddCondition onAdd={(kind) => onStart({ version: 1, where: blankLeaf(kind, favourite) })} />
      </div>
      <Loaded query={templates} rows={4}>
        {(found) => (
          <TemplateCards
            templates={found}
            onChoose={(template) => {
              onStart(template.definition as unknown as Definition);
              onName(inLanguage(template.title, i18n.language) ?? '', inLanguage(template.description, i18n.language) ?? '');
            }}
          />
        )}
      </Loaded>
    </div>
  );
}
