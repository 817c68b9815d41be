import type { components, paths } from '@/api/schema';

type Schemas = components['schemas'];

export type PeopleQuery = NonNullable<paths['/api/people']['get']['parameters']['query']>;
export type PersonOrder = Schemas['PersonOrder'];
export type PersonKind = Schemas['PersonKind'];
export type PersonCreate = Schemas['PersonCreate'];
export type SearchIn = Schemas['SearchIn'];
export type ListJob = Schemas['ListJobOut'];
export type ListExportCreate = Schemas['ListExportCreate'];
export type ExportColumn = Schemas['ExportColumn'];
export type PersonValue = Schemas['PersonValueOut'];
export type ValueDetail = Schemas['ValueDetailOut'];
export type EventName = Schemas['EventNameOut'];
export type Tie = Schemas['TieOut'];
export type AccountOf = Schemas['AccountOfOut'];
export type MergeOutlook = Schemas['MergeOutlookOut'];
export type Revealed = Schemas['Revealed'];
export type Consent = Schemas['ConsentOut'];
export type ConsentCreate = Schemas['ConsentCreate'];
export type Belonging = Schemas['BelongingOut'];
export type Attribute = Schemas['AttributeOut'];
export type Conflict = Schemas['ConflictOut'];
export type ConflictState = Schemas['ConflictState'];
export type CatalogueTag = Schemas['TagCatalogueOut'];
export type TagGroup = Schemas['TagGroupOut'];
export type Segment = Schemas['SegmentOut'];
