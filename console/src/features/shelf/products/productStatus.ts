import type { ToneName } from '@/page/Tone';
import type { ProductStatus } from '../types';

export const statuses: ProductStatus[] = ['draft', 'on_sale', 'off_sale', 'archived'];

export const statusTones: Record<ProductStatus, ToneName> = { draft: 'info', on_sale: 'good', off_sale: 'warn', archived: 'idle' };
