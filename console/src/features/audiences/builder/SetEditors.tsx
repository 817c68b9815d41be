import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/app/session';
import { useFormat } from '@/format/useFormat';
import { NodeSelect } from '@/page/NodeSelect';
import type { Of } from '../audienceTypes';
import { allListsQuery, allSegmentsQuery, allTagsQuery } from '../wordQueries';
import type { LeafProps } from './builderContext';
import { Sentence } from './Sentence';
import { NumberWord, TextWord, WordChoice, WordPick } from './words';

export function TagEditor({ leaf, onChange }: LeafProps<Of<'tag'>>) {
  const { t } = useTranslation('audiences');
  const tags = useQuery({ ...allTagsQuery, enabled: useMay('people.read') });
  return (
    <Sentence
      of="tag"
      slots={{
        tags: (
          <Select
            mode="multiple"
            size="small"
            variant="filled"
            className={leaf.tags.length ? 'word-many' : 'word-many word-open'}
            aria-label={t('hints.tags')}
            placeholder={t('hints.tags')}
            value={leaf.tags}
            loading={tags.isLoading}
            popupMatchSelectWidth={false}
            showSearch={{ optionFilterProp: 'search' }}
            options={(tags.data ?? []).map((tag) => ({ value: tag.id, label: tag.name, search: `${tag.name} ${tag.group}`, title: tag.group }))}
            onChange={(chosen: string[]) => onChange({ ...leaf, tags: chosen })}
          />
        ),
        match: (
          <WordChoice
            label={t('hints.match')}
            value={leaf.match ?? 'any'}
            options={(['any', 'all'] as const).map((value) => ({ value, label: t(`match.${value}`) }))}
            onChange={(match) => onChange({ ...leaf, match })}
          />
        ),
      }}
    />
  );
}

export function BelongsEditor({ leaf, onChange }: LeafProps<Of<'belongs'>>) {
  const { t } = useTranslation('audiences');
  return (
    <Sentence
      of="belongs"
      slots={{
        node: <NodeWord node={leaf.node} onChange={(node) => onChange({ ...leaf, node })} />,
        subtree: (
          <WordChoice
            label={t('hints.subtree')}
            value={leaf.subtree === false ? 'false' : 'true'}
            options={(['true', 'false'] as const).map((value) => ({ value, label: t(`subtree.${value}`) }))}
            onChange={(value) => onChange({ ...leaf, subtree: value === 'true' })}
          />
        ),
      }}
    />
  );
}

function NodeWord({ node, onChange }: { node: string; onChange: (node: string) => void }) {
  const { t } = useTranslation('audiences');
  return (
    <NodeSelect
      className={node ? 'word-node' : 'word-node word-open'}
      aria-label={t('hints.node')}
      placeholder={t('hints.node')}
      allowClear={false}
      value={node}
      onChange={(chosen) => onChange(chosen ?? '')}
    />
  );
}

export function NearEditor({ leaf, onChange }: LeafProps<Of<'near'>>) {
  const { t } = useTranslation('audiences');
  const { point } = leaf;
  return (
    <Sentence
      of="near"
      slots={{
        place: (
          <>
            <WordChoice
              label={t('hints.place')}
              value={point ? 'point' : 'node'}
              options={(['node', 'point'] as const).map((value) => ({ value, label: t(`placeKinds.${value}`) }))}
              onChange={(value) =>
                onChange(
                  value === 'point'
                    ? { kind: 'near', point: { longitude: 121.4737, latitude: 31.2304 }, distance_meters: leaf.distance_meters }
                    : { kind: 'near', node: '', distance_meters: leaf.distance_meters },
                )
              }
            />
            {point ? (
              <>
                <NumberWord label={t('longitude')} value={point.longitude} min={-180} max={180} onChange={(longitude) => onChange({ ...leaf, point: { ...point, longitude } })} />
                <NumberWord label={t('latitude')} value={point.latitude} min={-90} max={90} onChange={(latitude) => onChange({ ...leaf, point: { ...point, latitude } })} />
              </>
            ) : (
              <NodeWord node={leaf.node ?? ''} onChange={(node) => onChange({ ...leaf, node })} />
            )}
          </>
        ),
        distance: <NumberWord label={t('hints.distance')} value={leaf.distance_meters} min={1} max={20_100_000} onChange={(distance_meters) => onChange({ ...leaf, distance_meters })} />,
      }}
    />
  );
}

export function SegmentEditor({ leaf, onChange }: LeafProps<Of<'segment'>>) {
  const { t } = useTranslation('audiences');
  const segments = useQuery(allSegmentsQuery);
  return (
    <Sentence
      of="segment"
      slots={{ segment: <NamedWord label={t('hints.segment')} value={leaf.segment} things={segments.data ?? []} loading={segments.isLoading} onChange={(segment) => onChange({ ...leaf, segment })} /> }}
    />
  );
}

export function ListEditor({ leaf, onChange }: LeafProps<Of<'list'>>) {
  const { t } = useTranslation('audiences');
  const lists = useQuery(allListsQuery);
  return (
    <Sentence
      of="list"
      slots={{ list: <NamedWord label={t('hints.list')} value={leaf.list} things={lists.data ?? []} loading={lists.isLoading} onChange={(list) => onChange({ ...leaf, list })} /> }}
    />
  );
}

interface NamedWordProps {
  label: string;
  value: string;
  things: readonly { id: string; name: string; size: number | null }[];
  loading: boolean;
  onChange: (id: string) => void;
}

function NamedWord({ label, value, things, loading, onChange }: NamedWordProps) {
  const format = useFormat();
  const options = things.map(({ id, name, size }) => ({
    value: id,
    search: name,
    label: (
      <span className="word-option">
        <span className="ellipsis">{name}</span>
        {size !== null && <span className="muted figures">{format.short(size)}</span>}
      </span>
    ),
  }));
  return <WordPick label={label} value={value} loading={loading} options={options} onChange={onChange} />;
}

export function SampleEditor({ leaf, onChange }: LeafProps<Of<'sample'>>) {
  const { t } = useTranslation('audiences');
  return (
    <Sentence
      of="sample"
      slots={{
        percent: <NumberWord label={t('hints.percent')} value={leaf.percent} min={0.01} max={100} onChange={(percent) => onChange({ ...leaf, percent })} />,
        salt: <TextWord label={t('hints.salt')} value={leaf.salt ?? ''} onChange={(salt) => onChange({ ...leaf, salt })} />,
      }}
    />
  );
}
