import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { onReach } from '@/api/client';
import { asProblem } from '@/api/problem';
import { campaignQuery, useSaveCampaign } from '../campaigns/campaignQueries';
import type { Campaign } from '../types';
import { bodyOf, draftOf, type Draft } from './draft';

const pauseMs = 1_000;

export interface DraftSaving {
  state: 'saved' | 'changed' | 'incomplete' | 'failed';
  busy: boolean;
  savedAt: Date | null;
  error: Error | null;
  /** Keeps the draft as it stands; answers with what was kept. */
  save: () => Promise<Campaign>;
}

/** Keeps a draft a moment after every change once it exists, and whenever it is asked to. */
export function useDraftSaving(campaign: Campaign | null, draft: Draft): DraftSaving {
  const queries = useQueryClient();
  const mutation = useSaveCampaign();
  const [savedAt, setSavedAt] = useState<Date | null>(null);
  const body = bodyOf(draft);
  const now = JSON.stringify(body);
  const kept = useRef(campaign ? JSON.stringify(bodyOf(draftOf(campaign))) : null);
  const [keptNow, setKeptNow] = useState(kept.current);
  const changed = now !== keptNow;

  const save = async (): Promise<Campaign> => {
    if (!body) throw new Error('A draft needs a name, a segment and an account');
    if (campaign && !changed) return campaign;
    const saved = await mutation.mutateAsync({ id: campaign?.id ?? null, body });
    kept.current = now;
    setKeptNow(now);
    setSavedAt(new Date());
    queries.setQueryData(campaignQuery(saved.id).queryKey, saved);
    return saved;
  };

  // What waits for its hour is changed only by an act, never in passing.
  const automatic = campaign?.state === 'draft' && body !== null && changed;
  const saveQuietly = useEffectEvent(() => void save().catch(() => undefined));
  useEffect(() => {
    if (!automatic) return;
    const timer = setTimeout(saveQuietly, pauseMs);
    return () => clearTimeout(timer);
  }, [automatic, now]);

  // What could not be kept because the server was away is kept when it is back.
  const waits = automatic && mutation.isError && asProblem(mutation.error).status === 0;
  useEffect(() => {
    if (waits) return onReach((reached) => reached && saveQuietly());
  }, [waits]);

  return { state: stateNow(), busy: mutation.isPending, savedAt, error: mutation.error, save };

  function stateNow(): DraftSaving['state'] {
    if (!body) return 'incomplete';
    if (mutation.isError && changed) return 'failed';
    return changed || !campaign ? 'changed' : 'saved';
  }
}
