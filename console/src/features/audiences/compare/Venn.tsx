import { useMemo, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/useFormat';
import { useNarrow } from '@/page/useNarrow';
import { circlesFor, fitted } from './circles';
import { maskOf, sharedBy, type OverlapProps, type Region } from './overlap';
import { regionShapes } from './regionShapes';
import { SetLegend } from './SetLegend';
import { useRegionWords } from './useRegionWords';
import { labelsFor } from './vennLabels';

/** More than three circles cannot show every combination. */
export const vennMax = 3;

const wide = { width: 560, most: 340, margin: 36 };
const small = { width: 326, most: 300, margin: 28 };

/** Two or three segments as circles as large as they are; every part of them opens the people in it. */
export function Venn({ segments, regions, nameOf, onOpen }: OverlapProps) {
  const { t } = useTranslation('audiences');
  const format = useFormat();
  const words = useRegionWords(nameOf);
  const space = useNarrow() ? small : wide;
  const [pointed, setPointed] = useState<number | null>(null);
  const counts = useMemo(() => new Map(regions.map((region) => [maskOf(region, segments), region])), [regions, segments]);
  const { circles, shapes, box } = useMemo(() => {
    const sizes = segments.map((id) => sharedBy(regions, id));
    const shared = (one: number, other: number) => sharedBy(regions, segments[one] ?? '', segments[other] ?? '');
    const { drawn, height } = fitted(circlesFor(sizes, shared), space.width - 2 * space.margin, space.most - 2 * space.margin);
    return { circles: drawn, shapes: regionShapes(drawn), box: { width: space.width, height: height + 2 * space.margin, margin: space.margin } };
  }, [regions, segments, space]);
  const labels = labelsFor(shapes, (mask) => format.number(counts.get(mask)?.count ?? 0), circles, box);
  const total = regions.reduce((sum, region) => sum + region.count, 0);
  const unseen = regions.filter((region) => !shapes.some((shape) => shape.mask === maskOf(region, segments)));
  const said = (region: Region) => t('compare.regionCount', { region: words(region.segments), people: format.number(region.count), share: format.percent(region.count / total) });
  const shown = pointed === null ? undefined : counts.get(pointed);

  return (
    <div className="venn">
      <SetLegend segments={segments} regions={regions} nameOf={nameOf} />
      <svg viewBox={`${-box.margin} ${-box.margin} ${box.width} ${box.height}`} role="group" aria-label={t('compare.pictures.venn')} style={{ maxWidth: box.width }}>
        {circles.map((circle, place) => (
          <circle key={segments[place]} className="venn-circle" cx={circle.x} cy={circle.y} r={circle.r} style={{ '--set': `var(--data-${place + 1})` } as object} />
        ))}
        {shapes.map(({ mask, path }) => {
          const region = counts.get(mask);
          return region ? <path key={mask} className="venn-region" d={path} {...opening(region, mask)} /> : <path key={mask} className="venn-nobody" d={path} />;
        })}
        {labels.map(({ mask, text, at, tie }) => {
          const region = counts.get(mask);
          if (!region && tie) return null;
          return (
            <g key={mask} className={region ? 'venn-label' : 'venn-label venn-label-none'} aria-hidden>
              {tie && <path className="venn-tie" d={`M${tie.x} ${tie.y}L${at.x} ${at.y}`} />}
              <text x={at.x} y={at.y} className={tie ? 'venn-figure venn-figure-out' : 'venn-figure'}>
                {text}
              </text>
            </g>
          );
        })}
      </svg>
      <p className="venn-said figures" aria-live="polite">
        {shown ? said(shown) : <span className="muted">{t(segments.length > 2 ? 'compare.vennHintThree' : 'compare.vennHint')}</span>}
      </p>
      {unseen.map((region) => (
        <p key={region.segments.join()} className="venn-said figures">
          <button type="button" className="count-link" onClick={() => onOpen(region)}>
            {said(region)}
          </button>
        </p>
      ))}
    </div>
  );

  function opening(region: Region, mask: number) {
    return {
      role: 'button',
      tabIndex: 0,
      'aria-label': t('compare.openRegion', { region: said(region) }),
      onClick: () => onOpen(region),
      onKeyDown: (key: KeyboardEvent) => {
        if (key.key !== 'Enter' && key.key !== ' ') return;
        key.preventDefault();
        onOpen(region);
      },
      onPointerEnter: () => setPointed(mask),
      onPointerLeave: () => setPointed(null),
      onFocus: () => setPointed(mask),
      onBlur: () => setPointed(null),
    };
  }
}
