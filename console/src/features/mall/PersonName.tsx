import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useMay } from '@/app/session';
import { personNameQuery } from '@/page/peopleQueries';

/** Somebody by name where the operator may know it, by code until then. */
export function PersonName({ id }: { id: string }) {
  const permitted = useMay('people.read');
  const person = useQuery({ ...personNameQuery(permitted ? id : null), retry: false });
  return <Link to={`/people/${id}`}>{person.data?.name || id}</Link>;
}
