import { createContext, use } from 'react';
import type { Leaf } from '../audienceTypes';
import type { Group, Part } from './form';
import type { Complaint } from './places';

export interface BuilderDesk {
  form: Group;
  change: (form: Group) => void;
  complaintsOf: (part: Part) => Complaint[];
  /** Whether unfinished conditions are pointed at; not while they are being written. */
  strict: boolean;
}

const BuilderContext = createContext<BuilderDesk | null>(null);

export const BuilderProvider = BuilderContext;

export function useBuilder(): BuilderDesk {
  const desk = use(BuilderContext);
  if (!desk) throw new Error('useBuilder needs a builder around it');
  return desk;
}

/** What every editor of a condition gets: the condition, and how to put another in its place. */
export interface LeafProps<L extends Leaf> {
  leaf: L;
  onChange: (leaf: Leaf) => void;
}
