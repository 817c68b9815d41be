import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import { Loaded } from '@/page/Loaded';
import { Time } from '@/page/Time';
import { Tone } from '@/page/Tone';
import { useConfirm } from '@/page/useConfirm';
import type { Definition, Segment, Version } from './audienceTypes';
import { DefinitionText } from './DefinitionText';
import { useSaveSegment, versionsQuery } from './segmentQueries';
import { useActorName } from './useActorName';

/** What the segment asked before; any of it can be asked again. */
export function VersionsTab({ segment }: { segment: Segment }) {
  const { t } = useTranslation('audiences');
  const versions = useQuery(versionsQuery(segment.id));
  const confirm = useConfirm();
  const save = useSaveSegment(segment.id);
  const mayManage = useMay('audiences.manage');
  const actorName = useActorName();

  const restore = (version: Version) =>
    confirm({
      title: t('versions.restoreTitle', { version: version.version }),
      content: <p>{t('versions.restoreText')}</p>,
      okText: t('versions.restore'),
      danger: false,
      done: t('versions.restored', { version: version.version }),
      run: () => save.mutateAsync({ name: segment.name, description: segment.description, announce: segment.announce, definition: version.definition as Definition }),
    });

  return (
    <Loaded query={versions}>
      {(found) => (
        <ol className="versions">
          {found.map((version) => (
            <li key={version.version} className="panel segment-block">
              <div className="segment-block-head">
                <span className="versions-words">
                  <strong>{t('version', { version: version.version })}</strong>
                  {version.version === segment.definition_version && <Tone tone="good">{t('versions.now')}</Tone>}
                  <span className="muted">
                    {t('versions.by', { who: actorName(version.written_by) })} · <Time value={version.written_at} />
                  </span>
                </span>
                {mayManage && version.version !== segment.definition_version && (
                  <Button size="small" onClick={() => restore(version)}>
                    {t('versions.restore')}
                  </Button>
                )}
              </div>
              <DefinitionText condition={version.definition.where as Definition['where']} />
            </li>
          ))}
        </ol>
      )}
    </Loaded>
  );
}
