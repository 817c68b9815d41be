import { useEffect, useRef, useState } from 'react';
import { useChangeImport, type Import, type Mapping, type Options } from './importsQueries';
import { sameMapping, type Columns } from './mapping';

const pauseMs = 700;

/** A mapping as it is being changed; it is saved at every pause and when the page is left, so nobody chooses twice. */
export function useMappingDraft(one: Import, fixed: boolean) {
  const [columns, setColumns] = useState<Columns>(one.mapping.columns ?? {});
  const [options, setOptions] = useState<Options>(one.mapping.options ?? {});
  const change = useChangeImport(one.id);
  const { mutate } = change;
  const draft: Mapping = { columns, options };
  const dirty = !fixed && !sameMapping(draft, one.mapping);
  const unsaved = useRef<Mapping | null>(null);

  useEffect(() => {
    unsaved.current = dirty ? { columns, options } : null;
    if (!dirty) return;
    const timer = setTimeout(() => mutate({ mapping: { columns, options } }), pauseMs);
    return () => clearTimeout(timer);
  }, [dirty, columns, options, mutate]);

  useEffect(
    () => () => {
      if (unsaved.current) mutate({ mapping: unsaved.current });
    },
    [mutate],
  );

  /** Saves what is not saved yet. */
  const settle = async () => {
    if (!dirty) return;
    unsaved.current = null;
    await change.mutateAsync({ mapping: draft });
  };
  return { columns, options, setColumns, setOptions, settle, error: change.error, saving: change.isPending, dirty };
}
