import { useSearchParams } from 'react-router';

type Changes = Record<string, string | null | undefined>;

/** The filter bar as the address: what is set is in the URL, what is empty is not. */
export function useAddress() {
  const [search, setSearch] = useSearchParams();
  const change = (changes: Changes, options: { replace?: boolean } = {}) =>
    setSearch((before) => applyChanges(before, changes), options);
  return { search, change };
}

export function applyChanges(before: URLSearchParams, changes: Changes): URLSearchParams {
  const after = new URLSearchParams(before);
  for (const [name, value] of Object.entries(changes)) {
    if (value) after.set(name, value);
    else after.delete(name);
  }
  return after;
}
