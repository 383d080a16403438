import { Service, inject } from '@angular/core';
import { Api, apiUrl } from '../api/api';
import type { CreatedKey } from '../api/models';

/** Keys that were just made and can be shown this once; a reload of the page forgets them. */
@Service()
export class IssuedKeys {
  private readonly api = inject(Api);
  private readonly keys = new Map<string, string>();

  keep(projectId: string, key: string): void {
    this.keys.set(projectId, key);
  }

  of(projectId: string): string | null {
    return this.keys.get(projectId) ?? null;
  }

  /** Makes one for pages and keeps it. */
  async make(projectId: string, name: string): Promise<string> {
    const { key } = await this.api.post<CreatedKey>(apiUrl`/projects/${projectId}/keys`, {
      name,
      kind: 'public',
    });
    this.keep(projectId, key);
    return key;
  }
}
