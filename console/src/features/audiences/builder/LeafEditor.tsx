import type { Leaf } from '../audienceTypes';
import { BehaviourEditor } from './BehaviourEditor';
import { isBehaviour } from './leaves';
import { AnniversaryEditor, ConsentEditor, IdentifierEditor, StateEditor, ValueEditor } from './PersonEditors';
import { Sentence } from './Sentence';
import { SequenceEditor } from './SequenceEditor';
import { BelongsEditor, ListEditor, NearEditor, SampleEditor, SegmentEditor, TagEditor } from './SetEditors';

/** One condition as a sentence of fields. */
export function LeafEditor({ leaf, onChange }: { leaf: Leaf; onChange: (leaf: Leaf) => void }) {
  if (isBehaviour(leaf)) return <BehaviourEditor leaf={leaf} onChange={onChange} />;
  switch (leaf.kind) {
    case 'sequence':
      return <SequenceEditor leaf={leaf} onChange={onChange} />;
    case 'trait':
    case 'attribute':
      return <ValueEditor key={leaf.name} leaf={leaf} onChange={onChange} />;
    case 'identifier':
      return <IdentifierEditor leaf={leaf} onChange={onChange} />;
    case 'state':
      return <StateEditor leaf={leaf} onChange={onChange} />;
    case 'consent':
      return <ConsentEditor leaf={leaf} onChange={onChange} />;
    case 'anniversary':
      return <AnniversaryEditor leaf={leaf} onChange={onChange} />;
    case 'tag':
      return <TagEditor leaf={leaf} onChange={onChange} />;
    case 'belongs':
      return <BelongsEditor leaf={leaf} onChange={onChange} />;
    case 'near':
      return <NearEditor leaf={leaf} onChange={onChange} />;
    case 'segment':
      return <SegmentEditor leaf={leaf} onChange={onChange} />;
    case 'list':
      return <ListEditor leaf={leaf} onChange={onChange} />;
    case 'sample':
      return <SampleEditor leaf={leaf} onChange={onChange} />;
    case 'everyone':
      return <Sentence of="everyone" slots={{}} />;
  }
}
