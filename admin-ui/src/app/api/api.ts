import { HttpClient } from '@angular/common/http';
import { Service, inject } from '@angular/core';
import { firstValueFrom } from 'rxjs';

const PREFIX = '/api/v1';

/** Builds an API address; every `part` is escaped, so ids and names need no care of the caller. */
export function apiUrl(path: TemplateStringsArray, ...parts: readonly string[]): string {
  return PREFIX + String.raw({ raw: path }, ...parts.map(encodeURIComponent));
}

/** Commands to the API as promises; answers to look at come through `httpResource`. */
@Service()
export class Api {
  private readonly http = inject(HttpClient);

  get<Answer>(url: string): Promise<Answer> {
    return firstValueFrom(this.http.get<Answer>(url));
  }

  post<Answer>(url: string, body: unknown = {}): Promise<Answer> {
    return firstValueFrom(this.http.post<Answer>(url, body));
  }

  patch<Answer>(url: string, body: unknown): Promise<Answer> {
    return firstValueFrom(this.http.patch<Answer>(url, body));
  }

  delete<Answer>(url: string): Promise<Answer> {
    return firstValueFrom(this.http.delete<Answer>(url));
  }
}
