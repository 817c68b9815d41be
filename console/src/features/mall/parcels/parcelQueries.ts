import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '@/api/client';
import type { components } from '@/api/schema';
import { uploadForm } from '@/api/upload';
import type { ParcelState, ShipBatch, ShipRow } from '../types';

export const parcelTones: Record<ParcelState, 'good' | 'info' | 'warn' | 'bad' | 'idle'> = {
  accepted: 'idle',
  collected: 'info',
  in_transit: 'info',
  out_for_delivery: 'info',
  exception: 'warn',
  signed: 'good',
  returned: 'bad',
};

/** A number for the next parcel, from the carrier itself; one that waits is given again. */
export function useRequestWaybill(order: string) {
  return useMutation({ mutationFn: (carrier: string) => unwrap(api.POST('/api/commerce/orders/{order_id}/waybills', { params: { path: { order_id: order } }, body: { carrier } })) });
}

/** The sandbox's courier goes one step on, or something befalls the parcel. */
export function useSandboxScan() {
  return useParcelAct((body: components['schemas']['SandboxScanBody']) => unwrap(api.POST('/api/commerce/sandbox/scans', { body })));
}

export function useShipChosen() {
  return useParcelAct(({ rows, tried }: { rows: ShipRow[]; tried: boolean }) => unwrap(api.POST('/api/commerce/ship-batches', { body: { rows, dry_run: tried } })));
}

export function useShipFile() {
  return useParcelAct(({ file, tried }: { file: File; tried: boolean }) => {
    const form = new FormData();
    form.append('file', file);
    form.append('dry_run', String(tried));
    return uploadForm<ShipBatch>('/api/commerce/ship-files', form);
  });
}

function useParcelAct<Asked, Made>(act: (asked: Asked) => Promise<Made>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn: act, onSettled: () => queries.invalidateQueries({ queryKey: ['orders'] }) });
}
