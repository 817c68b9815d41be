import { createContext, use, useEffect, useState, type ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { applyChanges } from '@/page/useAddress';
import { recall, remember } from './memory';
import { useMe } from './session';

interface Workplace {
  /** Code of the org node that the operator works in; undefined is all they may see. */
  node: string | undefined;
  choose: (node: string | undefined) => void;
}

const WorkplaceContext = createContext<Workplace>({ node: undefined, choose: () => undefined });

/** An address with `?within=node_…` opens the console there; the choice is then remembered, not kept in the address. */
export const withinParameter = 'within';

/** The org node chosen in the header, as list queries take it (`node_id`); undefined is everywhere. */
export function useNode(): string | undefined {
  return use(WorkplaceContext).node;
}

/** The chosen org node, and how to choose another. */
export function useWorkplace(): Workplace {
  return use(WorkplaceContext);
}

export function WorkplaceProvider({ children }: { children: ReactNode }) {
  const memory = `node.${useMe().id}`;
  const [search, setSearch] = useSearchParams();
  const asked = nodeIn(search.get(withinParameter));
  const [node, setNode] = useState(() => asked ?? nodeIn(recall(memory)));

  const choose = (next: string | undefined) => {
    remember(memory, next ?? '');
    setNode(next);
    // Where a list stood means nothing in another list.
    setSearch((before) => applyChanges(before, { cursor: null, [withinParameter]: null }), { replace: true });
  };

  useEffect(() => {
    if (!asked) return;
    remember(memory, asked);
    setNode(asked);
    setSearch((before) => applyChanges(before, { [withinParameter]: null }), { replace: true });
  }, [asked, memory, setSearch]);

  return <WorkplaceContext value={{ node, choose }}>{children}</WorkplaceContext>;
}

function nodeIn(text: string | null): string | undefined {
  return text && /^node_[0-9a-z]+$/.test(text) ? text : undefined;
}
