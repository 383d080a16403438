import type { JourneysAnswer } from '../api/models';
import { COLUMN, layOut } from './journey-layout';

const page = (value: string) => ({ kind: 'page' as const, value });
const node = (value: string, visits: number, ended = 0) => ({
  ...page(value),
  visits,
  share: visits,
  ended,
});

const answer = {
  visits: 100,
  columns: [
    { step: 1, nodes: [node('/', 80, 20), node('/blog', 20, 20)] },
    { step: 2, nodes: [node('/cart', 40), node('/blog', 20)] },
  ],
  links: [
    { step: 1, from: page('/'), to: page('/blog'), visits: 20 },
    { step: 1, from: page('/'), to: page('/cart'), visits: 40 },
  ],
} as unknown as JourneysAnswer;

describe('the drawing of journeys', () => {
  const { nodes, links, width } = layOut(answer);

  it('makes nodes as tall as they have visits, and never lets them touch', () => {
    const [home, blog] = nodes;
    expect(home!.height / blog!.height).toBeCloseTo(4);
    expect(blog!.y).toBeGreaterThan(home!.y + home!.height);
    expect(width).toBe(2 * COLUMN);
  });

  it('lets no more flow out of a node than went in', () => {
    const out = links.reduce((sum, link) => sum + link.width, 0);
    expect(out).toBeLessThanOrEqual(nodes[0]!.height);
  });

  it('stacks ribbons in the order of where they lead', () => {
    expect(links.map(({ to }) => to)).toEqual(['2 page /cart', '2 page /blog']);
  });
});
