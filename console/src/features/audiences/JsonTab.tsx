import { useTranslation } from 'react-i18next';
import { CopyButton } from '@/page/CopyButton';
import { JsonView } from '@/page/JsonView';
import type { Segment } from './audienceTypes';

/** The definition as other programs write it. */
export function JsonTab({ segment }: { segment: Segment }) {
  const { t } = useTranslation('audiences');
  return (
    <section className="panel segment-block">
      <div className="segment-block-head">
        <span className="muted">{t('json.api')}</span>
        <CopyButton text={JSON.stringify(segment.definition, null, 2)} label={t('json.label')} />
      </div>
      <JsonView value={segment.definition} />
    </section>
  );
}
