import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type EntityManager, In, IsNull, LessThan, MoreThan, type Repository } from 'typeorm';
import { ApiKey } from './api-key.entity.js';
import { type Page, pageOf, type PageRequest } from './cursor.js';
import { projectChannel } from './project-changes.js';

@Injectable()
export class KeysRepository {
  constructor(@InjectRepository(ApiKey) private readonly keys: Repository<ApiKey>) {}

  /** Keys of a project, ended ones too, the latest first. */
  async page(projectId: string, { before, limit }: PageRequest): Promise<Page<ApiKey>> {
    const rows = await this.keys.find({
      where: { projectId, ...(before !== null && { id: LessThan(before) }) },
      order: { id: 'DESC' },
      take: limit + 1,
    });
    return pageOf(rows, limit);
  }

  find(projectId: string, id: string): Promise<ApiKey | null> {
    return this.keys.findOneBy({ projectId, id });
  }

  /** How many keys of the project work now. */
  countActive(projectId: string, now: Date): Promise<number> {
    const standing = { projectId, revokedAt: IsNull() };
    return this.keys.countBy([
      { ...standing, expiresAt: IsNull() },
      { ...standing, expiresAt: MoreThan(now) },
    ]);
  }

  async add(key: ApiKey, news: string): Promise<void> {
    await this.withNews(news, (manager) => manager.insert(ApiKey, key));
  }

  async update(
    id: string,
    change: Partial<Pick<ApiKey, 'name' | 'allowedOrigins'>>,
    news: string,
  ): Promise<void> {
    await this.withNews(news, (manager) => manager.update(ApiKey, { id }, change));
  }

  async revoke(id: string, now: Date, news: string): Promise<void> {
    await this.withNews(news, (manager) =>
      manager.update(ApiKey, { id, revokedAt: IsNull() }, { revokedAt: now }),
    );
  }

  /** Puts `next` in the place of a key that was never rotated; false when somebody was faster. */
  rotate(
    id: string,
    ending: Partial<Pick<ApiKey, 'expiresAt' | 'revokedAt'>>,
    next: ApiKey,
    news: string,
  ): Promise<boolean> {
    return this.withNews(news, async (manager) => {
      const unrotated = { id, expiresAt: IsNull(), revokedAt: IsNull() };
      const { affected } = await manager.update(ApiKey, unrotated, ending);
      if (affected !== 1) return false;
      await manager.insert(ApiKey, next);
      return true;
    });
  }

  /** Keys with one of these hashes that are not revoked. */
  findByHashes(hashes: Buffer[]): Promise<ApiKey[]> {
    return this.keys.findBy({ hash: In(hashes), revokedAt: IsNull() });
  }

  async noteUse(ids: string[], at: Date): Promise<void> {
    await this.keys.update({ id: In(ids) }, { lastUsedAt: at });
  }

  private withNews<T>(news: string, work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.keys.manager.transaction(async (manager) => {
      const result = await work(manager);
      await manager.query('SELECT pg_notify($1, $2)', [projectChannel, news]);
      return result;
    });
  }
}
