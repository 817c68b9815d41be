import { BlockOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/useFormat';
import { EmptyState } from '@/page/EmptyState';
import { Loaded } from '@/page/Loaded';
import type { Definition } from '../audienceTypes';
import { PreviewDrawer } from '../builder/PreviewDrawer';
import { allSegmentsQuery } from '../wordQueries';
import { comparedMax, regionsQuery } from './compareQueries';
import { OverlapFigure } from './OverlapFigure';
import { OverlapMatrix } from './OverlapMatrix';
import { SetOperation } from './SetOperation';
import { regionDefinition } from './sets';
import { useRegionWords } from './useRegionWords';
import './compare.css';

interface CompareProps {
  chosen: string[];
  /** The segment whose page this is; it always takes part. */
  fixed?: string;
  onChoose: (segmentIds: string[]) => void;
}

/** Segments as sets: who is in which, in both, in only one. */
export function Compare({ chosen, fixed, onChoose }: CompareProps) {
  const { t } = useTranslation('audiences');
  const format = useFormat();
  const all = useQuery(allSegmentsQuery);
  const [shown, setShown] = useState<{ definition: Definition; name: string } | null>(null);
  const counted = (all.data ?? []).filter((segment) => segment.size !== null);
  const compared = counted.length ? chosen.filter((id) => counted.some((segment) => segment.id === id)) : chosen;
  const nameOf = (id: string) => counted.find((segment) => segment.id === id)?.name ?? id;
  const words = useRegionWords(nameOf);
  const regions = useQuery(regionsQuery(compared));
  return (
    <>
      <div className="filter-bar">
        <Select
          mode="multiple"
          className="compare-pick"
          aria-label={t('compare.pick')}
          placeholder={t('compare.pickHint')}
          maxCount={fixed ? comparedMax - 1 : comparedMax}
          value={compared.filter((id) => id !== fixed)}
          loading={all.isLoading}
          showSearch={{ optionFilterProp: 'name' }}
          options={counted
            .filter((segment) => segment.id !== fixed)
            .map((segment) => ({ value: segment.id, name: segment.name, label: `${segment.name} · ${format.short(segment.size ?? 0)}` }))}
          onChange={(ids: string[]) => onChoose(fixed ? [fixed, ...ids] : ids)}
        />
      </div>
      {compared.length < 2 ? (
        <div className="panel">
          <EmptyState icon={<BlockOutlined />} title={t('compare.title')} text={t('compare.regionsEmpty')} />
        </div>
      ) : (
        <div className="compare-columns">
          <section className="panel segment-block">
            <Loaded query={regions}>
              {(found) => (
                <OverlapFigure
                  segments={compared}
                  regions={found}
                  nameOf={nameOf}
                  onOpen={(region) => setShown({ definition: regionDefinition(region.segments, compared), name: words(region.segments) })}
                />
              )}
            </Loaded>
          </section>
          <div className="compare-side">
            <SetOperation segments={compared} nameOf={nameOf} onOpen={(definition, name) => setShown({ definition, name })} />
            <OverlapMatrix segments={compared} nameOf={nameOf} />
          </div>
        </div>
      )}
      {shown && <PreviewDrawer definition={shown.definition} name={shown.name} nodeId={null} open onClose={() => setShown(null)} />}
    </>
  );
}
