import { HttpClient } from '@angular/common/http';
import { Service, inject } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import type { Page } from './models';

const PREFIX = '/api/v1';
/** The most rows that a page of any list can have. */
const PAGE = 100;

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

  /** A whole list, page after page; for lists that a person makes by hand. */
  async getAll<Row>(url: string): Promise<readonly Row[]> {
    const rows: Row[] = [];
    let cursor: string | null = null;
    do {
      const query: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const page: Page<Row> = await this.get<Page<Row>>(`${url}?limit=${PAGE}${query}`);
      rows.push(...page.data);
      cursor = page.next_cursor;
    } while (cursor !== null);
    return rows;
  }

  /** The rows of a long list, page after page, until it ends or `most` of them are here. */
  async getMany<Row>(
    url: string,
    params: Readonly<Record<string, string | number>>,
    { page, most }: { readonly page: number; readonly most: number },
  ): Promise<readonly Row[]> {
    const rows: Row[] = [];
    let cursor: string | null = null;
    do {
      const asked = { ...params, limit: page, ...(cursor === null ? {} : { cursor }) };
      const answer: Page<Row> = await firstValueFrom(
        this.http.get<Page<Row>>(url, { params: asked }),
      );
      rows.push(...answer.data);
      cursor = answer.next_cursor;
    } while (cursor !== null && rows.length < most);
    return rows.slice(0, most);
  }

  /** The answer as a file. */
  getFile(url: string): Promise<Blob> {
    return firstValueFrom(this.http.get(url, { responseType: 'blob' }));
  }

  post<Answer>(url: string, body: unknown = {}): Promise<Answer> {
    return firstValueFrom(this.http.post<Answer>(url, body));
  }

  put<Answer>(url: string, body: unknown): Promise<Answer> {
    return firstValueFrom(this.http.put<Answer>(url, body));
  }

  patch<Answer>(url: string, body: unknown): Promise<Answer> {
    return firstValueFrom(this.http.patch<Answer>(url, body));
  }

  delete<Answer>(url: string): Promise<Answer> {
    return firstValueFrom(this.http.delete<Answer>(url));
  }
}
