import { Background, BackgroundVariant, Controls, Handle, MarkerType, Position, ReactFlow, type Edge, type Node, type NodeProps } from '@xyflow/react';
import '@xyflow/react/dist/style.css';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useAppearance } from '@/app/appearance';
import type { Identifier } from '@/api/types';
import { dataColorOf } from '@/format/value';
import { Tone } from '@/page/Tone';
import { useEventLabel } from '@/page/useEventLabel';
import type { Tie } from '../peopleTypes';
import { identityGraph } from './graph';
import { useKindName } from './useKindName';

type IdentifierNode = Node<{ identifier: Identifier }, 'identifier'>;

const nodeTypes = { identifier: IdentifierBox };

interface IdentityGraphProps {
  identifiers: readonly Identifier[];
  ties: readonly Tie[];
  chosen: string | null;
  onChoose: (edge: string | null) => void;
}

/** Identities as a picture, with what ties them on the lines; the list beside it says the same. */
export default function IdentityGraph({ identifiers, ties, chosen, onChoose }: IdentityGraphProps) {
  const { t } = useTranslation('people');
  const { mode } = useAppearance();
  const eventLabel = useEventLabel();
  const graph = useMemo(() => identityGraph(identifiers, ties), [identifiers, ties]);

  const label = (tie: Tie | undefined, count: number) => {
    if (!tie) return '';
    const first = tie.by_hand ? t('tie.byHand') : tie.event ? eventLabel(tie.event, tie.event) : t('tie.event');
    return count > 1 ? t('tie.more', { first, count: count - 1 }) : first;
  };
  const nodes: IdentifierNode[] = graph.nodes.map((node) => ({
    id: node.id,
    type: 'identifier',
    position: { x: node.x, y: node.y },
    data: { identifier: node.identifier },
    draggable: false,
    connectable: false,
    focusable: false,
  }));
  const edges: Edge[] = graph.edges.map((edge) => ({
    id: edge.id,
    source: edge.from,
    target: edge.to,
    type: 'smoothstep',
    label: label(edge.ties[0], edge.ties.length),
    selected: edge.id === chosen,
    markerEnd: { type: MarkerType.Arrow },
    className: edge.ties.some((tie) => tie.by_hand) ? 'identity-edge-by-hand' : undefined,
  }));
  return (
    <div className="identity-graph" style={{ height: graph.nodes.length > 6 ? 380 : 280 }} role="group" aria-label={t('tie.graph')}>
      <ReactFlow
        // Drawn anew, and so fitted anew, when what ties the identities arrives after them.
        key={`${graph.nodes.length}/${graph.edges.length}`}
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        colorMode={mode}
        fitView
        fitViewOptions={{ padding: 0.12, maxZoom: 1 }}
        minZoom={0.2}
        preventScrolling={false}
        zoomOnScroll={false}
        nodesConnectable={false}
        elementsSelectable
        onEdgeClick={(_, edge) => onChoose(edge.id === chosen ? null : edge.id)}
        onPaneClick={() => onChoose(null)}
        ariaLabelConfig={{ 'controls.zoomIn.ariaLabel': t('tie.zoomIn'), 'controls.zoomOut.ariaLabel': t('tie.zoomOut'), 'controls.fitView.ariaLabel': t('tie.fit') }}
      >
        <Background variant={BackgroundVariant.Dots} gap={20} />
        <Controls showInteractive={false} />
      </ReactFlow>
    </div>
  );
}

function IdentifierBox({ data }: NodeProps<IdentifierNode>) {
  const { t } = useTranslation('people');
  const kindName = useKindName();
  const { identifier } = data;
  return (
    <div className="identity-box" style={{ '--face': `var(--data-${dataColorOf(identifier.kind)})` } as object}>
      <Handle type="target" position={Position.Left} />
      <span className="identity-box-kind">
        {kindName(identifier.kind)}
        {identifier.unique && <Tone tone="info">{t('unique')}</Tone>}
      </span>
      <span className="code ellipsis" title={identifier.value_masked}>
        {identifier.value_masked}
      </span>
      <Handle type="source" position={Position.Right} />
    </div>
  );
}
