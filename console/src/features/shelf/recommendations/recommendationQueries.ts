import { queryOptions } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';
import { useAct } from '../catalogueQueries';

export const learntQuery = queryOptions({
  queryKey: ['recommendations', 'learnt'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/commerce/recommendations', { signal })),
});

export function boughtTogetherQuery(product: string, channel: string) {
  return queryOptions({
    queryKey: ['recommendations', 'product', product, channel],
    queryFn: ({ signal }) => unwrap(api.GET('/api/commerce/products/{product_id}/bought-together', { params: { path: { product_id: product }, query: { sales_channel_id: channel } }, signal })),
  });
}

export function forPersonQuery(person: string, channel: string) {
  return queryOptions({
    queryKey: ['recommendations', 'person', person, channel],
    queryFn: ({ signal }) => unwrap(api.GET('/api/commerce/people/{person_id}/recommendations', { params: { path: { person_id: person }, query: { sales_channel_id: channel } }, signal })),
  });
}

export function useLearn() {
  return useAct(['recommendations'], () => unwrap(api.POST('/api/commerce/recommendations/learning', {})));
}
