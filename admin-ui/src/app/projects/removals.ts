import { Service, inject } from '@angular/core';
import { Api, apiUrl } from '../api/api';
import type { Removal, RemovalPreview } from '../api/models';

/** Events of a range that pass filters, or everything kept of a person. */
export type Removable =
  { readonly range: object; readonly filters?: unknown } | { readonly user: string };

/** Takes events, or people, out of a project for good. */
@Service()
export class Removals {
  private readonly api = inject(Api);

  /** What would go; nothing is changed. */
  preview(projectId: string, what: Removable): Promise<RemovalPreview> {
    return this.api.post(apiUrl`/projects/${projectId}/removals/preview`, what);
  }

  /** It goes in the background. */
  request(projectId: string, what: Removable): Promise<Removal> {
    return this.api.post(apiUrl`/projects/${projectId}/removals`, what);
  }

  find(projectId: string, id: string): Promise<Removal> {
    return this.api.get(apiUrl`/projects/${projectId}/removals/${id}`);
  }
}
