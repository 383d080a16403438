import { familySeconds, processorSeconds } from './subjects.ts';

/**
 * Processor time, which tells more than a clock where the machine is busy with other things as well: begun when it is
 * made, told by `each`.
 */
export class Cost {
  private readonly server: number;
  private readonly database: number | null;
  private readonly began: readonly [server: number, database: number];

  /** Of the server's own process, and of the whole database where there is one. */
  constructor(server: number, database: number | null = null) {
    this.server = server;
    this.database = database;
    this.began = this.used();
  }

  /** Microseconds for each of so many things that were done since. */
  each(things: number): readonly [server: number, database: number] {
    const [server, database] = this.used();
    const [before, beforeDatabase] = this.began;
    return [((server - before) * 1e6) / things, ((database - beforeDatabase) * 1e6) / things];
  }

  private used(): readonly [server: number, database: number] {
    return [
      processorSeconds(this.server),
      this.database === null ? 0 : familySeconds(this.database),
    ];
  }
}

/** As text: how long the processors were busy with one of them. */
export function costText([server, database]: readonly [number, number]): string {
  const text = `${server.toFixed(server < 10 ? 1 : 0)} µs of the processor`;
  return database > 0
    ? `${text} + ${database.toFixed(database < 10 ? 1 : 0)} µs of the database's`
    : text;
}
