import { CardLine, LinkCards } from '@/page/LinkCards';
import { useKindName } from '../channels/useKindName';
import type { Template } from '../types';
import { useSpokenWords } from './useSpokenWords';

/** Templates on a narrow screen. */
export function TemplateCards({ templates }: { templates: readonly Template[] }) {
  const kindName = useKindName();
  const spoken = useSpokenWords();
  return (
    <LinkCards rows={templates} pathOf={(template) => `/templates/${template.id}`}>
      {(template) => (
        <>
          <CardLine>
            <strong className="ellipsis">{template.name}</strong>
            <span className="muted">{kindName(template.kind)}</span>
          </CardLine>
          <span className="muted reach-clamp">{spoken(template.subject || template.text || '')}</span>
        </>
      )}
    </LinkCards>
  );
}
