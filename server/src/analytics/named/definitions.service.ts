import { Injectable } from '@nestjs/common';
import type { Definition, DefinitionKind } from '../../library/definition.js';
import { Library } from '../../library/library.service.js';
import type { Project } from '../../projects/project.js';
import { ImpossibleQuestion } from '../analytics.errors.js';
import type { Kept, NamedBody } from '../dto/definition.dto.js';
import { filterOfNamed } from '../filters.js';
import { Names } from '../names.service.js';
import type { Nameable } from '../terms.js';

/** As JSON, the name left out. */
export const LONGEST_DEFINITION = 32_768;

type Item<Body> = Body & Kept;

/** Keeps what has a name, once it has been read as a question would read it. */
@Injectable()
export class Definitions {
  constructor(
    private readonly library: Library,
    private readonly names: Names,
  ) {}

  async list<Body extends NamedBody>(project: Project, kind: DefinitionKind) {
    return (await this.library.list(project.id, [kind])).map(itemOf<Body>);
  }

  async find<Body extends NamedBody>(project: Project, kind: DefinitionKind, id: string) {
    return itemOf<Body>(await this.library.find(project.id, kind, id));
  }

  async add<Body extends NamedBody>(
    project: Project,
    kind: DefinitionKind,
    { name, ...body }: Body,
  ) {
    bound(body);
    return itemOf<Body>(await this.library.add(project.id, { kind, name, body }, new Date()));
  }

  async replace<Body extends NamedBody>(
    project: Project,
    kind: DefinitionKind,
    id: string,
    { name, ...body }: Body,
  ) {
    bound(body);
    const draft = { kind, name, body };
    return itemOf<Body>(await this.library.replace(project.id, id, draft, new Date()));
  }

  async remove(project: Project, kind: DefinitionKind, id: string): Promise<void> {
    await this.library.remove(project.id, kind, id);
  }

  /** Throws `ImpossibleQuestion` when a question could not use this; `body` is as it came. */
  async check(project: Project, kind: Nameable, body: NamedBody): Promise<void> {
    const { name: _, ...rest } = body;
    const named = await this.names.of(project, rest);
    const filter = filterOfNamed(kind, rest, {
      clock: { zone: project.timezone, now: new Date() },
      named,
    });
    if ('and' in filter && filter.and.length === 0) {
      throw new ImpossibleQuestion('/event', 'must be given, or a page or filters');
    }
  }
}

function bound(body: object): void {
  if (JSON.stringify(body).length > LONGEST_DEFINITION) {
    const most = `must be at most ${LONGEST_DEFINITION} characters as JSON`;
    throw new ImpossibleQuestion('/', most);
  }
}

function itemOf<Body extends NamedBody>(definition: Definition): Item<Body> {
  const { id, name, body, createdAt, updatedAt } = definition;
  const kept = { id, created_at: createdAt.toISOString(), updated_at: updatedAt.toISOString() };
  // What was checked when it came in is what comes out.
  return { ...kept, name, ...body } as unknown as Item<Body>;
}
