import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { api, unwrap } from '@/api/client';

export const actNames = ['account', 'template', 'campaign', 'start', 'arrival'] as const;

export type ActName = (typeof actNames)[number];

export type ActState = 'waiting' | 'running' | 'done' | 'failed';

interface Words {
  account: string;
  template: string;
  text: string;
  campaign: string;
}

interface Made {
  /** The newest message on the phone before. */
  before?: string;
  account?: string;
  template?: string;
  campaign?: string;
}

const arrivalLooks = 40;
const lookMs = 1_000;

/** Makes account, template and campaign and sends it to the sandbox phone, act by act; tried again, it goes on where it failed. */
export function useFirstMessage(words: Words) {
  const queries = useQueryClient();
  const made = useRef<Made>({});
  const [at, setAt] = useState<{ act: ActName; state: 'running' | 'failed'; error?: unknown } | 'before' | 'after'>('before');
  const passed = useRef(new Set<ActName>());

  const send = async (segmentId: string) => {
    const acts: Record<ActName, () => Promise<void>> = {
      account: async () => void (made.current.account = await sandboxAccount(words.account)),
      template: async () => void (made.current.template = await template(words)),
      campaign: async () => void (made.current.campaign = await campaign(words.campaign, segmentId, made.current)),
      start: async () => {
        made.current.before = await newestMessage();
        await unwrap(api.POST('/api/campaigns/{campaign_id}/start', { params: { path: { campaign_id: made.current.campaign ?? '' } } }));
      },
      arrival: () => messageAfter(made.current.before),
    };
    for (const act of actNames) {
      if (passed.current.has(act)) continue;
      setAt({ act, state: 'running' });
      try {
        await acts[act]();
      } catch (error) {
        setAt({ act, state: 'failed', error });
        return;
      }
      passed.current.add(act);
    }
    setAt('after');
    await queries.invalidateQueries();
  };

  const stateOf = (act: ActName): ActState => (passed.current.has(act) ? 'done' : typeof at === 'object' && at.act === act ? at.state : 'waiting');
  return {
    send,
    stateOf,
    begun: at !== 'before',
    busy: typeof at === 'object' && at.state === 'running',
    error: typeof at === 'object' ? at.error : undefined,
    campaign: made.current.campaign,
  };
}

async function sandboxAccount(name: string): Promise<string> {
  const accounts = await unwrap(api.GET('/api/channel-accounts', { params: { query: { limit: 200 } } }));
  const found = accounts.items.find((account) => account.kind === 'sandbox');
  if (found) return found.id;
  return (await unwrap(api.POST('/api/channel-accounts', { body: { kind: 'sandbox', name, options: {}, credentials: {}, limits: [], cost_minor: 0, currency: '' } }))).id;
}

async function template({ template: name, text }: Words): Promise<string> {
  return (await unwrap(api.POST('/api/templates', { body: { name, kind: 'sandbox', language: 'zh-CN', subject: '', text, html: '', link: '' } }))).id;
}

/** The sandbox disturbs nobody, so neither consent given before nor quiet hours are asked for. */
async function campaign(name: string, segmentId: string, made: Made): Promise<string> {
  const body = {
    name,
    segment_id: segmentId,
    account_id: made.account ?? '',
    variants: [{ name: 'A', template_id: made.template ?? '', weight: 1 }],
    holdout_percent: 0,
    consent_default: true,
    caps: [],
    quiet: null,
  };
  return (await unwrap(api.POST('/api/campaigns', { body }))).id;
}

async function newestMessage(): Promise<string | undefined> {
  const { items } = await unwrap(api.GET('/api/sandbox/phones', { params: { query: { limit: 1 } } }));
  return items[0]?.id;
}

async function messageAfter(before: string | undefined): Promise<void> {
  for (let look = 0; look < arrivalLooks; look += 1) {
    if ((await newestMessage()) !== before) return;
    await new Promise((resolve) => setTimeout(resolve, lookMs));
  }
  throw new Error('no message has arrived');
}
