import { useMutation } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';
import type { components } from '@/api/schema';

export type ExportAsk = components['schemas']['DeliveryExportCreate'];

export function useStartExport(campaignId: string) {
  return useMutation({
    mutationFn: (body: ExportAsk) =>
      unwrap(api.POST('/api/campaigns/{campaign_id}/deliveries/exports', { params: { path: { campaign_id: campaignId } }, body })),
  });
}
