import { Service } from '@angular/core';

/** Keys that were just made and can be shown this once; a reload of the page forgets them. */
@Service()
export class IssuedKeys {
  private readonly keys = new Map<string, string>();

  keep(projectId: string, key: string): void {
    this.keys.set(projectId, key);
  }

  of(projectId: string): string | null {
    return this.keys.get(projectId) ?? null;
  }
}
