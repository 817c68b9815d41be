import type { components } from './schema';

type Schemas = components['schemas'];

/** Short names for the shapes that pages pass around; all of them come from the OpenAPI document. */
export type Me = Schemas['MeOut'];
export type PersonSummary = Schemas['PersonSummary'];
export type PersonStateName = Schemas['PersonState'];
export type Person = Schemas['PersonOut'];
export type TagAssign = Schemas['TagAssign'];
export type Tag = Schemas['TagOut'];
export type Trait = Schemas['TraitOut'];
export type Identifier = Schemas['IdentifierOut'];
export type TimelineItem = Schemas['TimelineItemOut'];
export type Merge = Schemas['MergeOut'];
export type PhoneMessage = Schemas['PhoneMessageOut'];
export type Notice = Schemas['NoticeOut'];
