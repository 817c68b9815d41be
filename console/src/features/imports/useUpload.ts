import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { Problem } from '@/api/problem';
import { uploadForm } from '@/api/upload';
import { importQuery, type Import } from './importsQueries';

export type UploadState =
  | { kind: 'idle' }
  | { kind: 'sending'; file: File; sent: number; total: number }
  | { kind: 'failed'; file: File; error: unknown };

interface UseUpload {
  /** Code of the source that the file's data belongs to; the usual one where absent. */
  source: string | undefined;
  bytesMax: number | undefined;
  onDone: (one: Import) => void;
}

/** Sends a file to be looked at; leaving the page while it is on its way is asked about. */
export function useUpload({ source, bytesMax, onDone }: UseUpload) {
  const queries = useQueryClient();
  const [state, setState] = useState<UploadState>({ kind: 'idle' });
  const abort = useRef<AbortController | null>(null);

  useEffect(() => () => abort.current?.abort(), []);
  useEffect(() => {
    if (state.kind !== 'sending') return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [state.kind]);

  const start = async (file: File) => {
    if (bytesMax !== undefined && file.size > bytesMax) {
      // Known beforehand: the server would cut the line in the middle.
      setState({ kind: 'failed', file, error: new Problem(413, 'file_too_large', '', { bytes_max: bytesMax }) });
      return;
    }
    const controller = new AbortController();
    abort.current = controller;
    setState({ kind: 'sending', file, sent: 0, total: file.size });
    const form = new FormData();
    if (source) form.append('source_id', source);
    form.append('file', file);
    try {
      const one = await uploadForm<Import>('/api/imports', form, {
        signal: controller.signal,
        onProgress: ({ sent, total }) => setState({ kind: 'sending', file, sent, total }),
      });
      queries.setQueryData(importQuery(one.id).queryKey, one);
      void queries.invalidateQueries({ queryKey: ['imports', 'list'] });
      onDone(one);
    } catch (error) {
      if (controller.signal.aborted) return;
      setState({ kind: 'failed', file, error });
    }
  };

  return {
    state,
    start: (file: File) => void start(file),
    retry: () => state.kind === 'failed' && void start(state.file),
    cancel: () => {
      abort.current?.abort();
      setState({ kind: 'idle' });
    },
    reset: () => setState({ kind: 'idle' }),
  };
}
