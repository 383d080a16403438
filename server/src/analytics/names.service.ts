import { Injectable } from '@nestjs/common';
import { Library } from '../library/library.service.js';
import type { Project } from '../projects/project.js';
import { nameable, type Named } from './terms.js';

/** Only what holds something like an id can name anything. */
const ID = /[0-9a-f]{8}-[0-9a-f]{4}-/i;

/** Finds out what a question refers to by name. */
@Injectable()
export class Names {
  constructor(private readonly library: Library) {}

  /** What `asked` (a question as it came, in whatever shape) may name in this project. */
  async of(project: Project, asked: unknown): Promise<Named> {
    if (!ID.test(JSON.stringify(asked) ?? '')) return () => undefined;
    const definitions = await this.library.list(project.id, nameable);
    const byId = new Map(definitions.map(({ kind, id, body }) => [`${kind} ${id}`, body]));
    return (kind, id) => byId.get(`${kind} ${id}`);
  }
}
