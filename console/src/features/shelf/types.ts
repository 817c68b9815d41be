import type { components } from '@/api/schema';

type Schemas = components['schemas'];

/** Short names for what the pages of this feature pass around. */
export type ListedProduct = Schemas['ListedProductOut'];
export type Product = Schemas['ProductOut'];
export type ProductStatus = Schemas['ProductStatus'];
export type Category = Schemas['CategoryOut'];
export type ProductBrand = Schemas['ProductBrandOut'];
export type PriceBook = Schemas['PriceBookOut'];
export type PriceLine = Schemas['PriceLineOut'];
export type SalesChannel = Schemas['SalesChannelOut'];
export type StockLevel = Schemas['LevelOut'];
export type Transfer = Schemas['TransferOut'];
export type StockTake = Schemas['StockTakeOut'];
