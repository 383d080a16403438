import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

interface Frame {
  readonly functionName: string;
  readonly url: string;
}

interface Profile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: Frame;
    readonly children?: readonly number[];
  }[];
  readonly samples: readonly number[];
  /** Microseconds since the sample before. */
  readonly timeDeltas: readonly number[];
  /** Microseconds of the clock that `process.hrtime` reads. */
  readonly startTime: number;
}

/** Now, by the clock of profiles. */
export function profileClock(): number {
  return Number(process.hrtime.bigint() / 1_000n);
}

/**
 * The share of the time between two instants, by what the server was at: `nameOf` names a frame, or leaves it to the one
 * that called it. Time without anything to do is not counted.
 */
export async function sharesOf(
  folder: string,
  from: number,
  to: number,
  nameOf: (frame: Frame) => string | null,
): Promise<ReadonlyMap<string, number>> {
  const profile = await longest(folder);
  const byId = new Map(profile.nodes.map((node) => [node.id, node]));
  const callers = new Map(
    profile.nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])),
  );
  const names = new Map<number, string>();
  const named = (id: number): string => {
    const known = names.get(id);
    if (known !== undefined) return known;
    const caller = callers.get(id);
    const own = nameOf(byId.get(id)?.callFrame ?? { functionName: '', url: '' });
    const name = own ?? (caller === undefined ? 'everything else' : named(caller));
    names.set(id, name);
    return name;
  };
  const times = new Map<string, number>();
  let [at, busy] = [profile.startTime, 0];
  profile.samples.forEach((id, index) => {
    const took = profile.timeDeltas[index] ?? 0;
    at += took;
    if (at < from || at > to || byId.get(id)?.callFrame.functionName === '(idle)') return;
    busy += took;
    times.set(named(id), (times.get(named(id)) ?? 0) + took);
  });
  return new Map([...times].map(([name, time]) => [name, time / busy]));
}

/** Threads have profiles of their own, which are smaller than the server's. */
async function longest(folder: string): Promise<Profile> {
  const profiles = await Promise.all(
    (await readdir(folder)).map(async (file) => {
      const text = await readFile(path.join(folder, file), 'utf8');
      return JSON.parse(text) as Profile;
    }),
  );
  const [first] = profiles.sort((a, b) => b.samples.length - a.samples.length);
  if (!first) throw new Error('The server has left no profile.');
  return first;
}
