import { Service, inject } from '@angular/core';
import { Api, apiUrl } from '../api/api';
import type { Setup } from '../api/models';

/** Whether the installation still needs its owner, and whether strangers may sign up. */
@Service()
export class SetupState {
  private readonly api = inject(Api);

  async read(): Promise<Setup> {
    const unknown: Setup = { needs_owner: false, sign_up: false };
    return this.api.get<Setup>(apiUrl`/auth/setup`).catch(() => unknown);
  }
}
