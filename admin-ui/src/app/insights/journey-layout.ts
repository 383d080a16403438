import type { JourneyPlace, JourneysAnswer } from '../api/models';

/** A page or event in its column, in pixels of the drawing. */
export interface DrawnNode {
  readonly key: string;
  readonly step: number;
  readonly place: JourneyPlace;
  readonly visits: number;
  readonly share: number;
  readonly ended: number;
  readonly x: number;
  readonly y: number;
  readonly height: number;
}

/** A ribbon between two nodes: the path of its middle, and how thick it is. */
export interface DrawnLink {
  readonly from: string;
  readonly to: string;
  readonly visits: number;
  readonly path: string;
  readonly width: number;
}

export interface Drawing {
  readonly nodes: readonly DrawnNode[];
  readonly links: readonly DrawnLink[];
  readonly width: number;
  readonly height: number;
}

/** Width of a node, and distance from one column to the next. */
export const NODE = 12;
export const COLUMN = 218;
const GAP = 22;
const LEAST = 5;
const TALL = 380;

const keyOf = (step: number, { kind, value }: JourneyPlace) => `${step} ${kind} ${value ?? ''}`;

/**
 * Columns from left to right, nodes as tall as they have visits, ribbons between them stacked in the
 * order of the nodes they lead to, so that they cross as little as the data allows.
 */
export function layOut({ columns, links, visits }: JourneysAnswer): Drawing {
  const scale = TALL / Math.max(1, visits);
  const nodes = new Map<string, DrawnNode>();
  let height = 0;
  columns.forEach((column, at) => {
    let y = 0;
    for (const { ended, share, visits: count, ...place } of column.nodes) {
      const tall = Math.max(LEAST, count * scale);
      const key = keyOf(column.step, place);
      nodes.set(key, {
        ...{ key, step: column.step, place, visits: count, share, ended },
        ...{ x: at * COLUMN, y, height: tall },
      });
      y += tall + GAP;
    }
    height = Math.max(height, y - GAP);
  });
  return {
    nodes: [...nodes.values()],
    links: ribbons(links, nodes, scale),
    width: Math.max(1, columns.length) * COLUMN,
    height: Math.max(height, 1),
  };
}

function ribbons(
  links: JourneysAnswer['links'],
  nodes: ReadonlyMap<string, DrawnNode>,
  scale: number,
): DrawnLink[] {
  const [left, taken] = [new Map<string, number>(), new Map<string, number>()];
  const known = links.flatMap(({ step, from, to, visits }) => {
    const [a, b] = [nodes.get(keyOf(step, from)), nodes.get(keyOf(step + 1, to))];
    return a && b ? [{ a, b, visits }] : [];
  });
  return known
    .toSorted((one, other) => one.a.y - other.a.y || one.b.y - other.b.y)
    .map(({ a, b, visits }) => {
      const width = Math.max(1, visits * scale);
      const y1 = a.y + (left.get(a.key) ?? 0) + width / 2;
      const y2 = b.y + (taken.get(b.key) ?? 0) + width / 2;
      left.set(a.key, (left.get(a.key) ?? 0) + width);
      taken.set(b.key, (taken.get(b.key) ?? 0) + width);
      return { from: a.key, to: b.key, visits, width, path: curve(a.x + NODE, y1, b.x, y2) };
    });
}

function curve(x1: number, y1: number, x2: number, y2: number): string {
  const middle = (x1 + x2) / 2;
  const at = (value: number) => value.toFixed(1);
  return `M${at(x1)} ${at(y1)}C${at(middle)} ${at(y1)} ${at(middle)} ${at(y2)} ${at(x2)} ${at(y2)}`;
}
