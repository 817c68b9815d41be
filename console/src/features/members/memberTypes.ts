import type { components } from '@/api/schema';

type Schemas = components['schemas'];

/** Short names for what the pages of this feature pass around. */
export type Member = Schemas['LoyaltyMemberOut'];
export type MemberCard = Schemas['MemberCard'];
export type Balance = Schemas['BalanceOut'];
export type Tier = Schemas['TierOut'];
export type LedgerLine = Schemas['LedgerLineOut'];
export type Lot = Schemas['LotOut'];
export type LotState = Schemas['LotState'];
export type GrowthLine = Schemas['GrowthLineOut'];
export type TierChange = Schemas['TierChangeOut'];
export type Budget = Schemas['BudgetOut'];
export type BudgetBody = Schemas['BudgetChange'];
export type Offer = Schemas['OfferOut'];
export type OfferBody = Schemas['OfferBody'];
export type Exchange = Schemas['ExchangeOut'];
export type ExchangeState = Schemas['ExchangeState'];
export type RewardKind = Schemas['RewardKindOut'];
