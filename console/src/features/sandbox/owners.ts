import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { PersonSummary } from '@/api/types';
import { useMay } from '@/app/session';
import { peopleNamedQuery } from '@/page/peopleQueries';

export type Owner = PersonSummary;

/** Whose phones these are, by code, as far as the operator may know; contacts come masked. */
export function useOwners(personIds: readonly string[]): ReadonlyMap<string, Owner> {
  const permitted = useMay('people.read');
  const ids = [...new Set(personIds)].sort();
  const people = useQuery({ ...peopleNamedQuery(ids), enabled: permitted && ids.length > 0, placeholderData: keepPreviousData });
  return new Map(people.data?.map((person) => [person.id, person]));
}
