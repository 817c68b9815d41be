import type { Compare, EventFilter, Leaf, Measured } from '../audienceTypes';
import { isBehaviour } from './leaves';
import type { Group, Part } from './form';

/** Whether a condition still waits for something that only the operator can say. */
export function isUnfinished(leaf: Leaf): boolean {
  if (isBehaviour(leaf)) {
    if (!leaf.event || (leaf.where ?? []).some(filterUnfinished)) return true;
    if (leaf.kind !== 'did') return false;
    const measure = leaf.measure ?? { of: 'count' };
    return (needsField(measure.of) && !measure.field) || measuredUnfinished(leaf.compare ?? { op: 'at_least', value: 1 });
  }
  switch (leaf.kind) {
    case 'trait':
    case 'attribute':
      return !leaf.name || compareUnfinished(leaf.compare);
    case 'tag':
      return leaf.tags.length === 0;
    case 'identifier':
      return !leaf.type || ('values' in leaf.compare && leaf.compare.values.length === 0);
    case 'consent':
      return !leaf.purpose || !leaf.channel;
    case 'belongs':
      return !leaf.node;
    case 'near':
      return (!leaf.node && !leaf.point) || notNumber(leaf.distance_meters);
    case 'sequence':
      return leaf.steps.some((step) => !step.event || (step.where ?? []).some(filterUnfinished));
    case 'anniversary':
      return 'trait' in leaf.of ? !leaf.of.trait : !leaf.of.event;
    case 'segment':
      return !leaf.segment;
    case 'list':
      return !leaf.list;
    case 'sample':
      return notNumber(leaf.percent);
    case 'state':
    case 'everyone':
      return false;
    default:
      return false;
  }
}

export function unfinishedIn(group: Group): number {
  return group.parts.reduce((sum, part: Part) => {
    if (part.type === 'question') return sum + (isUnfinished(part.leaf) ? 1 : 0);
    return sum + unfinishedIn(part) + (part.parts.length === 0 ? 1 : 0);
  }, 0);
}

export function needsField(of: string): boolean {
  return of !== 'count' && of !== 'distinct_days';
}

function filterUnfinished(filter: EventFilter): boolean {
  return !filter.field || compareUnfinished(filter.compare);
}

function compareUnfinished(compare: Compare): boolean {
  if ('values' in compare) return compare.values.length === 0;
  if ('value' in compare) return compare.value === '' || notNumber(compare.value);
  if ('low' in compare) return notNumber(compare.low) || notNumber(compare.high);
  return 'day' in compare ? !compare.day : false;
}

function measuredUnfinished(compare: Measured): boolean {
  return 'low' in compare ? notNumber(compare.low) || notNumber(compare.high) : notNumber(compare.value);
}

/** A figure that was wiped out is kept as NaN until another is typed. */
function notNumber(value: unknown): boolean {
  return typeof value === 'number' && Number.isNaN(value);
}
