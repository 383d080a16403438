import { Pipe, type PipeTransform } from '@angular/core';
import { exact } from './number-format';

/** A count in full, grouped as the person's language groups it: `{{ 12345 | count }}` → 12,345. */
@Pipe({ name: 'count' })
export class CountPipe implements PipeTransform {
  transform(value: number | null | undefined): string {
    return exact(value, 'count');
  }
}
