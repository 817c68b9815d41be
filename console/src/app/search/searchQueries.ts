import { keepPreviousData, queryOptions, useQueries } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';
import { permits } from '../permissions';
import { useMe } from '../session';
import { useNode } from '../node';
import type { Entry, EntryGroup } from './palette';
import { isRouted } from './routed';

const shown = 5;
const recentImports = 50;

interface Asked {
  text: string;
  node: string | undefined;
}

interface Place {
  kind: 'person' | 'segment' | 'campaign' | 'template' | 'coupon' | 'promotion' | 'import';
  permission: string;
  /** Where one of them is shown. */
  address: (id: string) => string;
  find: (asked: Asked, signal: AbortSignal) => Promise<Entry[]>;
}

const places: Place[] = [
  {
    kind: 'person',
    permission: 'people.read',
    address: (id) => `/people/${id}`,
    async find({ text, node }, signal) {
      const { items } = await unwrap(api.GET('/api/people', { params: { query: { query: text, node_id: node, limit: shown } }, signal }));
      return items.map((person) => ({ kind: 'person', path: this.address(person.id), title: person.name ?? person.id, note: person.phone_masked ?? person.email_masked ?? person.id }));
    },
  },
  {
    kind: 'segment',
    permission: 'audiences.read',
    address: (id) => `/segments/${id}`,
    async find({ text, node }, signal) {
      const { items } = await unwrap(api.GET('/api/segments', { params: { query: { search: text, node_id: node, limit: shown } }, signal }));
      return items.map((segment) => ({ kind: 'segment', path: this.address(segment.id), title: segment.name, note: segment.description || undefined }));
    },
  },
  {
    kind: 'campaign',
    permission: 'messaging.read',
    address: (id) => `/campaigns/${id}`,
    async find({ text, node }, signal) {
      const { items } = await unwrap(api.GET('/api/campaigns', { params: { query: { search: text, node_id: node, limit: shown } }, signal }));
      return items.map((campaign) => ({ kind: 'campaign', path: this.address(campaign.id), title: campaign.name }));
    },
  },
  {
    kind: 'template',
    permission: 'messaging.read',
    address: (id) => `/templates/${id}`,
    async find({ text, node }, signal) {
      const { items } = await unwrap(api.GET('/api/templates', { params: { query: { search: text, node_id: node, limit: shown } }, signal }));
      return items.map((template) => ({ kind: 'template', path: this.address(template.id), title: template.name, note: template.subject || undefined }));
    },
  },
  {
    kind: 'coupon',
    permission: 'promotions.read',
    address: (id) => `/coupons?coupon=${id}`,
    async find({ text, node }, signal) {
      const { items } = await unwrap(api.GET('/api/promotions/coupon-kinds', { params: { query: { search: text, node_id: node, limit: shown } }, signal }));
      return items.map((kind) => ({ kind: 'coupon', path: this.address(kind.id), title: kind.name }));
    },
  },
  {
    kind: 'promotion',
    permission: 'promotions.read',
    address: (id) => `/promotions?promotion=${id}`,
    async find({ text, node }, signal) {
      const { items } = await unwrap(api.GET('/api/promotions', { params: { query: { search: text, node_id: node, limit: shown } }, signal }));
      return items.map((promotion) => ({ kind: 'promotion', path: this.address(promotion.id), title: promotion.name }));
    },
  },
  {
    kind: 'import',
    permission: 'imports.read',
    address: (id) => `/imports/${id}`,
    async find({ text, node }, signal) {
      const { items } = await unwrap(api.GET('/api/imports', { params: { query: { node_id: node, limit: recentImports } }, signal }));
      return items
        .filter((each) => each.title.toLowerCase().includes(text.toLowerCase()))
        .slice(0, shown)
        .map((each) => ({ kind: 'import', path: this.address(each.id), title: each.title }));
    },
  },
];

/** What the server finds under a text, of every kind that the operator may see and that has a page. */
export function useFound(text: string): { groups: EntryGroup[]; busy: boolean; failed: boolean } {
  const { permissions } = useMe();
  const node = useNode();
  const asked = places.filter((place) => permits(permissions, place.permission) && isRouted(place.address('x')));
  const answers = useQueries({ queries: asked.map((place) => findQuery(place, { text, node })) });
  return {
    groups: asked.flatMap((place, index) => {
      const entries = text ? (answers[index]?.data ?? []) : [];
      return entries.length > 0 ? [{ kind: place.kind, entries }] : [];
    }),
    busy: answers.some((answer) => answer.isFetching),
    failed: answers.some((answer) => answer.isError),
  };
}

function findQuery(place: Place, asked: Asked) {
  return queryOptions({
    queryKey: ['palette', place.kind, asked],
    queryFn: ({ signal }) => place.find(asked, signal),
    enabled: asked.text !== '',
    placeholderData: keepPreviousData,
    retry: false,
  });
}
