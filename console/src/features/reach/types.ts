import type { components } from '@/api/schema';

type Schemas = components['schemas'];

/** Short names for what the pages of this feature pass around. */
export type Campaign = Schemas['CampaignOut'];
export type CampaignBody = Schemas['CampaignBody'];
export type CampaignState = Schemas['CampaignState'];
export type Checklist = Schemas['ChecklistOut'];
export type Figures = Schemas['FiguresOut'];
export type Result = Schemas['ResultOut'];
export type ArmCounts = Schemas['ArmCountsOut'];
export type Conversion = Schemas['ConversionOut'];
export type Interval = Schemas['IntervalOut'];
export type Delivery = Schemas['siyu__messaging__campaign_schemas__DeliveryOut'];
export type DeliveryState = Schemas['siyu__messaging__contracts__DeliveryState'];
export type Learnt = Schemas['Learnt'];
export type Reason = Schemas['Reason'];
export type Template = Schemas['siyu__messaging__schemas__TemplateOut'];
export type TemplateParts = Pick<Schemas['TemplateCreate'], 'subject' | 'text' | 'html' | 'link'>;
export type Vocabulary = Schemas['VocabularyOut'];
export type Segment = Schemas['SegmentOut'];
export type Account = Schemas['AccountOut'];
export type Channel = Schemas['ChannelOut'];
export type Limit = Schemas['LimitBody'];
