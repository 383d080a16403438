import { Injectable } from '@nestjs/common';
import { v7 as uuid, validate as isUuid } from 'uuid';
import type { Definition, DefinitionKind, Draft } from './definition.js';
import { DefinitionNotFound, NameTaken, TooManyDefinitions } from './library.errors.js';
import { LibraryRepository } from './library.repository.js';

/** In one project. All goals are counted together, so they are fewer. */
const most: Readonly<Record<DefinitionKind, number>> = {
  goal: 50,
  cohort: 200,
  segment: 200,
  question: 200,
};

/** What owners have given a name in their projects. */
@Injectable()
export class Library {
  constructor(private readonly repository: LibraryRepository) {}

  /** All of these kinds, by name. */
  list(projectId: string, kinds: readonly DefinitionKind[]): Promise<Definition[]> {
    return this.repository.list(projectId, kinds);
  }

  async find(projectId: string, kind: DefinitionKind, id: string): Promise<Definition> {
    const found = isUuid(id) ? await this.repository.find(projectId, kind, id) : null;
    if (found === null) throw new DefinitionNotFound(kind);
    return found;
  }

  /** Throws `NameTaken` or `TooManyDefinitions`. */
  async add(projectId: string, draft: Draft, now: Date): Promise<Definition> {
    const limit = most[draft.kind];
    const added = await this.repository.add(projectId, uuid(), draft, limit, now);
    if (added === 'taken') throw new NameTaken(draft.kind);
    if (added === 'full') throw new TooManyDefinitions(draft.kind, limit);
    return added;
  }

  /** Throws `DefinitionNotFound` or `NameTaken`. */
  async replace(projectId: string, id: string, draft: Draft, now: Date): Promise<Definition> {
    await this.find(projectId, draft.kind, id);
    const replaced = await this.repository.replace(projectId, id, draft, now);
    if (replaced === 'taken') throw new NameTaken(draft.kind);
    if (replaced === null) throw new DefinitionNotFound(draft.kind);
    return replaced;
  }

  async remove(projectId: string, kind: DefinitionKind, id: string): Promise<void> {
    const removed = isUuid(id) && (await this.repository.remove(projectId, kind, id));
    if (!removed) throw new DefinitionNotFound(kind);
  }
}
