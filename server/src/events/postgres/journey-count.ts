import type { JourneysRequest } from '../journeys.js';
import type { JourneyRecord } from './journeys.query.js';
import { PairCounts } from './pair-counts.js';
import { isView, type Ways } from './ways.js';

/** So many different nodes can be told apart. */
const MOST_NODES = 2 ** 21;
/** A visit lasts at most a day, which can touch three: its first and its last may not even be neighbours. */
const DAYS_OF_A_VISIT = 3;

/** Where nothing comes next. */
const NOTHING = 0;
/** All nodes of a step that are not shown. */
const OTHER = 1;

/** What journeys are asked about, where an event is an anchor by its label alone. */
export interface LabelledJourneys extends Omit<JourneysRequest, 'anchor'> {
  readonly anchor: {
    readonly is: (label: string) => boolean;
    readonly side: 'from' | 'to';
  } | null;
}

/**
 * Counts journeys by walking through visits, as `journeysQuery` does in the database. Ways are those of one stretch of
 * time after the other, each of a whole day at least but for the first and the last. Null when there is too much to tell
 * apart, in a stretch (then null itself) or in all.
 */
export async function countJourneys(
  request: LabelledJourneys,
  stretches: AsyncIterable<Ways | null>,
): Promise<JourneyRecord[] | null> {
  const nodes = new Nodes(request);
  const links = new Links(nodes, request);
  const waiting: Stretch[] = [];
  /** What visits have done so far that go on in a later stretch. */
  const open = new Map<number, Step[]>();
  const countFirst = (): void => {
    const [first, ...later] = waiting as [Stretch, ...Stretch[]];
    first.forEach((visit, steps) => {
      const before = open.get(visit);
      const way = before ? [...before, ...steps()] : steps();
      if (later.some((one) => one.has(visit))) open.set(visit, way);
      else {
        links.walk(way);
        if (before) open.delete(visit);
      }
    });
    waiting.shift();
  };
  for await (const ways of stretches) {
    if (ways === null) return null;
    waiting.push(new Stretch(ways, nodes));
    if (nodes.count > MOST_NODES) return null;
    if (waiting.length >= DAYS_OF_A_VISIT) countFirst();
  }
  while (waiting.length > 0) countFirst();
  return links.records();
}

/** One step of a way: a page or an event, and whether it is what journeys begin or end with. */
interface Step {
  readonly node: number;
  readonly anchor: boolean;
}

/** Numbers of nodes by their labels. */
class Nodes {
  private readonly numbers = new Map<string, Step | null>();
  private readonly byName = new Map<string, number>();
  private readonly names = ['', ''];

  constructor(private readonly request: LabelledJourneys) {}

  get count(): number {
    return this.names.length;
  }

  name(node: number): string {
    return this.names[node] ?? '';
  }

  /** What an event with this label is on the way; null when it is not looked at. */
  stepOf(label: string): Step | null {
    const known = this.numbers.get(label);
    if (known !== undefined) return known;
    const { anchor, of, folders } = this.request;
    const isAnchor = anchor?.is(label) === true;
    const isPage = isView(label);
    const asked = of === 'both' || isPage === (of === 'pages');
    const step =
      asked || isAnchor
        ? { node: this.numberOf(isPage ? folded(label, folders) : label), anchor: isAnchor }
        : null;
    this.numbers.set(label, step);
    return step;
  }

  private numberOf(name: string): number {
    const known = this.byName.get(name);
    if (known !== undefined) return known;
    this.byName.set(name, this.names.length);
    return this.names.push(name) - 1;
  }
}

/** `p/blog/*` for `p/blog/2026/news` and one folder. */
function folded(label: string, folders: number | null): string {
  if (folders === null) return label;
  const parts = label.slice(1).split('/');
  const further = parts[folders + 1];
  return further === undefined || further === ''
    ? label
    : `p/${parts.slice(1, folders + 1).join('/')}/*`;
}

/** Ways whose events are known as steps; visits are asked for in ascending order. */
class Stretch {
  private readonly steps: readonly (Step | null)[];
  private reached = 0;

  constructor(
    private readonly ways: Ways,
    nodes: Nodes,
  ) {
    this.steps = ways.labels.map((label) => nodes.stepOf(label));
  }

  forEach(take: (visit: number, steps: () => Step[]) => void): void {
    const { visits, ends, codes } = this.ways;
    let begin = 0;
    for (let index = 0; index < visits.length; index++) {
      const from = begin;
      const end = ends[index] as number;
      begin = end;
      take(visits[index] as number, () => {
        const way: Step[] = [];
        for (let at = from; at < end; at++) {
          const step = this.steps[codes[at] as number];
          if (step) way.push(step);
        }
        return way;
      });
    }
  }

  has(visit: number): boolean {
    const { visits } = this.ways;
    if ((visits[this.reached] ?? Infinity) > visit) {
      // Another stretch before has been asked about; or this one has it not.
      if ((visits[this.reached - 1] ?? -1) < visit) return false;
      this.reached = 0;
    }
    while ((visits[this.reached] ?? Infinity) < visit) this.reached += 1;
    return visits[this.reached] === visit;
  }
}

/** Counts steps with their next ones. */
class Links {
  private readonly counts = new PairCounts();

  constructor(
    private readonly nodes: Nodes,
    private readonly request: LabelledJourneys,
  ) {}

  walk(way: readonly Step[]): void {
    const { anchor, steps } = this.request;
    const begin = anchor ? way.findIndex((step) => step.anchor) : 0;
    if (begin < 0) return;
    const onward = anchor?.side === 'to' ? -1 : 1;
    let step = 0;
    let here = NOTHING;
    for (let at = begin; at >= 0 && at < way.length; at += onward) {
      const { node } = way[at] as Step;
      if (node === here) continue;
      // What comes after the last step is not asked.
      if (step === steps) break;
      if (step > 0) this.counts.add(placeOf(step, here), node, 1);
      step += 1;
      here = node;
    }
    if (step > 0) this.counts.add(placeOf(step, here), NOTHING, 1);
  }

  /** The rows of `journeysQuery`. */
  records(): JourneyRecord[] {
    const shown = this.mostFrequent();
    const visible = (step: number, node: number): number =>
      node === NOTHING || shown.has(placeOf(step, node)) ? node : OTHER;
    const sums = new PairCounts();
    this.counts.forEach((place, next, visits) => {
      const step = stepOf(place);
      sums.add(placeOf(step, visible(step, nodeOf(place))), visible(step + 1, next), visits);
    });
    const records: JourneyRecord[] = [];
    sums.forEach((place, next, visits) => {
      const to = next === NOTHING ? null : this.nodes.name(next);
      records.push({ step: stepOf(place), node: this.nodes.name(nodeOf(place)), next: to, visits });
    });
    return records.sort(
      (a, b) =>
        a.step - b.step ||
        b.visits - a.visits ||
        byBytes(a.node, b.node) ||
        Number(a.next === null) - Number(b.next === null) ||
        byBytes(a.next ?? '', b.next ?? ''),
    );
  }

  /** The places to show of each step. */
  private mostFrequent(): ReadonlySet<number> {
    const sums = new Map<number, number>();
    this.counts.forEach((place, _next, visits) => {
      sums.set(place, (sums.get(place) ?? 0) + visits);
    });
    const shown = new Set<number>();
    for (const ofStep of Map.groupBy(sums, ([place]) => stepOf(place)).values()) {
      ofStep.sort(
        ([a, m], [b, n]) =>
          n - m || byBytes(this.nodes.name(nodeOf(a)), this.nodes.name(nodeOf(b))),
      );
      for (const [place] of ofStep.slice(0, this.request.limit)) shown.add(place);
    }
    return shown;
  }
}

/** A node in a step, as one number of less than 31 bits. */
function placeOf(step: number, node: number): number {
  return step * MOST_NODES + node;
}

function stepOf(place: number): number {
  return Math.floor(place / MOST_NODES);
}

function nodeOf(place: number): number {
  return place % MOST_NODES;
}

/** The order of the database's collation "C": that of UTF-8, in which what UTF-16 writes as two comes last. */
function byBytes(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at++) {
    const difference = weightOf(a.charCodeAt(at)) - weightOf(b.charCodeAt(at));
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

function weightOf(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
