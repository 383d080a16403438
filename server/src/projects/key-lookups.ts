import { Injectable } from '@nestjs/common';
import { KeysRepository } from './keys.repository.js';
import { TooManyLookups } from './projects.errors.js';
import { ProjectsRepository } from './projects.repository.js';
import type { KnownKey } from './known-key.js';

interface Waiting {
  readonly hash: Buffer;
  readonly answer: Promise<KnownKey | null>;
  readonly resolve: (key: KnownKey | null) => void;
  readonly reject: (error: unknown) => void;
}

const inOneQuestion = 500;
const mostWaiting = 5_000;

/** Asks the database for keys, one question at a time, so that no flood of keys becomes a flood of queries. */
@Injectable()
export class KeyLookups {
  private readonly waiting = new Map<string, Waiting>();
  private asking = false;

  constructor(
    private readonly keys: KeysRepository,
    private readonly projects: ProjectsRepository,
  ) {}

  /** The key with this hash that works; askers for the same one share an answer. */
  find(hash: Buffer, name: string): Promise<KnownKey | null> {
    const same = this.waiting.get(name);
    if (same !== undefined) return same.answer;
    if (this.waiting.size >= mostWaiting) return Promise.reject(new TooManyLookups());
    const { promise, resolve, reject } = Promise.withResolvers<KnownKey | null>();
    this.waiting.set(name, { hash, answer: promise, resolve, reject });
    if (!this.asking) void this.ask();
    return promise;
  }

  private async ask(): Promise<void> {
    this.asking = true;
    while (this.waiting.size > 0) {
      const batch = [...this.waiting].slice(0, inOneQuestion);
      for (const [name] of batch) this.waiting.delete(name);
      try {
        const found = await this.findAll(batch.map(([, { hash }]) => hash));
        for (const [name, { resolve }] of batch) resolve(found.get(name) ?? null);
      } catch (error) {
        for (const [, { reject }] of batch) reject(error);
      }
    }
    this.asking = false;
  }

  private async findAll(hashes: Buffer[]): Promise<Map<string, KnownKey>> {
    const rows = await this.keys.findByHashes(hashes);
    const projects = await this.projects.findAll(rows.map((row) => row.projectId));
    const projectOf = new Map(projects.map((project) => [project.id, project]));
    const found = new Map<string, KnownKey>();
    for (const { id: keyId, kind, allowedOrigins, expiresAt, hash, projectId } of rows) {
      const project = projectOf.get(projectId);
      if (project === undefined) continue;
      found.set(hash.toString('base64'), { keyId, kind, allowedOrigins, expiresAt, project });
    }
    return found;
  }
}
