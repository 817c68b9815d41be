import type { components } from '@/api/schema';

type Schemas = components['schemas'];

export type Segment = Schemas['SegmentOut'];
export type Version = Schemas['VersionOut'];
export type Template = Schemas['siyu__audiences__schemas__TemplateOut'];
export type Trend = Schemas['TrendOut'];
export type Explanation = Schemas['ExplanationOut'];
export type AudienceList = Schemas['ListOut'];
export type SeenValue = Schemas['SeenValue'];
export type Words = Schemas['SchemaOut'];
export type Announce = Schemas['Announce'];

export type Definition = Schemas['Definition-Input'];
export type Condition = Definition['where'];
export type Kind = Condition['kind'];
/** The condition of a kind; `first` and `last` are one shape. */
export type Of<K extends Kind> = Shaped<Condition, K>;
type Shaped<C extends { kind: string }, K> = C extends unknown ? (K extends C['kind'] ? C : never) : never;
/** A question about a person, as opposed to `all`, `any` and `not`, which join questions. */
export type Leaf = Exclude<Condition, { kind: 'all' | 'any' | 'not' }>;
export type LeafKind = Leaf['kind'];
/** Did it, did not, did it first, did it last: what one choice of the sentence switches between. */
export type Behaviour = Of<'did'> | Of<'did_not'> | Of<'first'>;

export type Compare = Schemas['Trait']['compare'];
export type CompareOp = Compare['op'];
export type Measured = NonNullable<Schemas['Did']['compare']>;
export type Measure = NonNullable<Schemas['Did']['measure']>;
export type EventFilter = Schemas['Filter'];
export type Step = Schemas['Step'];
export type Duration = Schemas['Duration'];
export type Scalar = string | number | boolean;
export type AnyWindow = NonNullable<Schemas['Did']['window']> | Schemas['Next'];
export type WindowKind = AnyWindow['kind'];
export type WindowOf<K extends WindowKind> = Extract<AnyWindow, { kind: K }>;
export type ComingWindow = Schemas['Anniversary']['window'];
export type DayWindow = Schemas['DayWithin']['window'];
