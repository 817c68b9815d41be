import { EnvironmentOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/format/useFormat';
import { EmptyState } from '@/page/EmptyState';
import { nodeKinds, type OrgNode } from '@/page/orgTree';
import { useNarrow } from '@/page/useNarrow';
import { placedOf, plotOf, roomyLabels, ticks, type Plot } from './mapPlot';

interface OrgMapProps {
  nodes: readonly OrgNode[];
  onOpen: (nodeId: string) => void;
}

/** Where the stores are: longitude and latitude, drawn without any map from outside. */
export function OrgMap({ nodes, onOpen }: OrgMapProps) {
  const { t } = useTranslation('organization');
  const narrow = useNarrow();
  const places = placedOf(nodes);
  const missing = nodes.filter((node) => node.kind === 'store' && node.longitude === null);
  if (places.length === 0) return <EmptyState icon={<EnvironmentOutlined />} title={t('map.emptyTitle')} text={t('map.emptyText')} />;
  const plot = narrow ? plotOf(places, 360, 420) : plotOf(places, 1080, 560);
  const labelled = roomyLabels(places, plot);
  return (
    <div className="org-map">
      <svg viewBox={`0 0 ${plot.width} ${plot.height}`} role="group" aria-label={t('map.label')}>
        <Grid plot={plot} />
        {places.map(({ node, longitude, latitude }) => (
          <g
            key={node.id}
            className={labelled.has(node.id) ? 'org-dot org-dot-labelled' : 'org-dot'}
            style={{ '--dot': `var(--data-${nodeKinds.indexOf(node.kind) === 4 ? 1 : nodeKinds.indexOf(node.kind) + 2})` } as object}
            transform={`translate(${plot.x(longitude).toFixed(1)} ${plot.y(latitude).toFixed(1)})`}
            role="button"
            tabIndex={0}
            aria-label={`${t(`app:nodeKinds.${node.kind}`)} ${node.name}`}
            onClick={() => onOpen(node.id)}
            onKeyDown={(key) => (key.key === 'Enter' || key.key === ' ') && onOpen(node.id)}
          >
            <circle r={14} className="org-dot-reach" />
            <circle r={5} className="org-dot-mark" />
            <text x={labelled.get(node.id) === 'left' ? -9 : 9} y={4} textAnchor={labelled.get(node.id) === 'left' ? 'end' : 'start'}>
              {node.name}
            </text>
          </g>
        ))}
      </svg>
      {missing.length > 0 && <WithoutPlace nodes={missing} onOpen={onOpen} />}
    </div>
  );
}

function Grid({ plot }: { plot: Plot }) {
  const { frame, width, height } = plot;
  return (
    <g className="org-grid" aria-hidden>
      {ticks(frame.west, frame.east, width > 500 ? 8 : 4).map((longitude) => (
        <g key={longitude}>
          <line x1={plot.x(longitude)} x2={plot.x(longitude)} y1={0} y2={height} />
          <text x={plot.x(longitude) + 4} y={height - 6}>
            {degrees(longitude, ['E', 'W'])}
          </text>
        </g>
      ))}
      {ticks(frame.south, frame.north).map((latitude) => (
        <g key={latitude}>
          <line x1={0} x2={width} y1={plot.y(latitude)} y2={plot.y(latitude)} />
          <text x={4} y={plot.y(latitude) - 4}>
            {degrees(latitude, ['N', 'S'])}
          </text>
        </g>
      ))}
    </g>
  );
}

function degrees(value: number, sides: [string, string]): string {
  return `${Math.abs(value)}° ${value < 0 ? sides[1] : sides[0]}`;
}

function WithoutPlace({ nodes, onOpen }: OrgMapProps) {
  const { t } = useTranslation('organization');
  const format = useFormat();
  return (
    <div className="org-unplaced">
      <span className="muted">{t('map.withoutPlace', { count: nodes.length, shown: format.number(nodes.length) })}</span>
      {nodes.slice(0, 12).map((node) => (
        <Button key={node.id} size="small" type="link" onClick={() => onOpen(node.id)}>
          {node.name}
        </Button>
      ))}
    </div>
  );
}
