import { groups, type Group } from './overviewTypes';

export interface PeopleAsk {
  group: Group;
  days: number;
}

/** The people behind a figure as the address names them: `convert.30`. */
export function peopleAddress({ group, days }: PeopleAsk): string {
  return `${group}.${days}`;
}

export function peopleAsked(text: string | null): PeopleAsk | null {
  const [name, count] = (text ?? '').split('.');
  const group = groups.find((each) => each === name);
  const days = Number(count);
  return group && Number.isInteger(days) && days >= 1 && days <= 366 ? { group, days } : null;
}
