import type { AnyWindow, Compare, Condition, EventFilter, Leaf, Measured } from './audienceTypes';

/** What a description needs of its surroundings: words in the operator's language, and names of what is only coded. */
export interface Speech {
  say: (key: string, facts?: Record<string, unknown>) => string;
  event: (name: string) => string;
  field: (name: string) => string;
  /** A trait, attribute, identifier type, purpose or channel in the operator's words. */
  word: (heading: 'traits' | 'attributes' | 'identifiers' | 'purposes' | 'channels', name: string) => string;
  /** What a tag, segment, list or node is called. */
  named: (code: string) => string;
  /** A moment as the clocks of the business show it. */
  moment: (iso: string) => string;
}

/** A condition as a sentence. */
export function describe(condition: Condition, speech: Speech): string {
  const { say } = speech;
  if (condition.kind === 'not') return say('not', { inner: describe(condition.condition, speech) });
  if (condition.kind === 'all' || condition.kind === 'any') {
    const inner = condition.conditions.map((each) => (each.kind === 'all' || each.kind === 'any' ? say('within', { inner: describe(each, speech) }) : describe(each, speech)));
    return inner.join(say(condition.kind));
  }
  return describeLeaf(condition, speech);
}

export function describeLeaf(leaf: Leaf, speech: Speech): string {
  const { say, word, named } = speech;
  const event = (name: string) => say('event', { event: speech.event(name) });
  switch (leaf.kind) {
    case 'did': {
      const measure = leaf.measure ?? { of: 'count' };
      return tidy(
        say(`did.${measure.of}`, {
          event: event(leaf.event),
          field: measure.field ? speech.field(measure.field) : '',
          compare: measuredText(leaf.compare ?? { op: 'at_least', value: 1 }, speech),
          window: windowText(leaf.window, speech),
          where: filtersText(leaf.where, speech),
        }),
      );
    }
    case 'did_not':
    case 'first':
    case 'last':
      return tidy(say(leaf.kind, { event: event(leaf.event), window: windowText(leaf.window, speech), where: filtersText(leaf.where, speech) }));
    case 'sequence': {
      const steps = leaf.steps.map((step) => event(step.event) + filtersText(step.where, speech)).join(say('then'));
      const window = windowText(leaf.window, speech);
      const within = leaf.within ? say('sequenceWithin', { amount: leaf.within.amount, unit: say(`durations.${leaf.within.unit}`) }) : '';
      const all = leaf.steps.length;
      const most = leaf.reached_most ?? all;
      const least = leaf.reached_least ?? (leaf.reached_most ? 1 : all);
      return tidy(say('sequence', { steps, window, within })) + (least === all ? '' : say('reached', { least, most }));
    }
    case 'trait':
    case 'attribute':
      return say('value', { name: word(leaf.kind === 'trait' ? 'traits' : 'attributes', leaf.name), compare: compareText(leaf.compare, speech) });
    case 'tag':
      return say(`tag.${leaf.match ?? 'any'}`, { tags: leaf.tags.map(named).join(say('comma')) });
    case 'state':
      return say(`states.${leaf.state}`);
    case 'identifier':
      return say('value', { name: word('identifiers', leaf.type), compare: compareText(leaf.compare, speech) });
    case 'consent':
      return say(leaf.granted === false ? 'consentWithdrawn' : 'consentGranted', { purpose: word('purposes', leaf.purpose), channel: word('channels', leaf.channel) });
    case 'anniversary': {
      const of = 'trait' in leaf.of ? word('traits', leaf.of.trait) : say('firstTimeOf', { event: event(leaf.of.event) });
      return say(leaf.years ? 'anniversaryYears' : 'anniversary', { of, window: windowText(leaf.window, speech), years: leaf.years });
    }
    case 'belongs':
      return say(leaf.subtree === false ? 'belongsAlone' : 'belongs', { node: named(leaf.node) });
    case 'near':
      return say('near', { place: leaf.node ? named(leaf.node) : `${leaf.point?.longitude}, ${leaf.point?.latitude}`, distance: leaf.distance_meters });
    case 'segment':
      return say('segment', { segment: named(leaf.segment) });
    case 'list':
      return say('list', { list: named(leaf.list) });
    case 'sample':
      return say('sample', { percent: leaf.percent });
    case 'everyone':
      return say('everyone');
    default:
      return '';
  }
}

export function windowText(window: AnyWindow | undefined, { say, moment }: Speech): string {
  if (!window || window.kind === 'ever') return say('window.ever');
  switch (window.kind) {
    case 'last':
      return say(window.ends === 'midnight' ? 'window.lastWhole' : 'window.last', { amount: window.amount, unit: say(`units.${window.unit ?? 'days'}`) });
    case 'ago':
      return say('window.ago', { most: window.most, least: window.least ?? 0, unit: say(`units.${window.unit ?? 'days'}`) });
    case 'this':
      return say(`window.this.${window.unit}`);
    case 'next':
      return say('window.next', { amount: window.amount });
    case 'rolling':
      return say('window.last', { amount: window.amount, unit: say(`durations.${window.unit}`) });
    case 'between':
      return rangeText(window.first, window.last);
    case 'instants':
      return rangeText(window.after && moment(window.after), window.until && moment(window.until));
  }

  function rangeText(first: string | null | undefined, last: string | null | undefined): string {
    if (first && last) return say('window.between', { first, last });
    if (first) return say('window.since', { first });
    return last ? say('window.until', { last }) : say('window.ever');
  }
}

export function compareText(compare: Compare | { op: 'in'; values: string[] }, speech: Speech): string {
  const { say } = speech;
  const name = `compare.${compare.op}`;
  if ('values' in compare) return say(name, { value: shortened(compare.values.map(String), say) });
  if ('value' in compare) return say(name, { value: valueText(compare.value, speech) });
  if ('low' in compare) return say(name, { low: compare.low, high: compare.high });
  if ('day' in compare) return say(name, { value: compare.day });
  return 'window' in compare ? say(name, { value: windowText(compare.window, speech) }) : say(name);
}

function measuredText(compare: Measured, { say }: Speech): string {
  return 'low' in compare ? say('measured.between', { low: compare.low, high: compare.high }) : say(`measured.${compare.op}`, { value: compare.value });
}

function filtersText(filters: EventFilter[] | undefined, speech: Speech): string {
  if (!filters?.length) return '';
  const inner = filters.map((filter) => speech.say('value', { name: speech.field(filter.field), compare: compareText(filter.compare, speech) }));
  return speech.say('where', { inner: inner.join(speech.say('filterAnd')) });
}

function valueText(value: string | number | boolean, { say }: Speech): string {
  return typeof value === 'boolean' ? say(value ? 'yes' : 'no') : String(value);
}

const valuesShown = 5;

function shortened(values: readonly string[], say: Speech['say']): string {
  const shown = values.slice(0, valuesShown).join(say('comma'));
  return values.length > valuesShown ? say('andMore', { shown, count: values.length }) : shown;
}

/** Spaces that an absent part leaves behind. */
function tidy(text: string): string {
  return text.replace(/ {2,}/g, ' ').replace(/ ([,，)）])/g, '$1').trim();
}
