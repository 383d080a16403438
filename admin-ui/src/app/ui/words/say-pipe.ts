import { Pipe, type PipeTransform } from '@angular/core';
import { say } from './say';

/** `say` for texts that a template chooses: `{{ (saving() ? 'Saving …' : 'Save') | say }}`. */
@Pipe({ name: 'say' })
export class SayPipe implements PipeTransform {
  transform(english: string, ...values: readonly (string | number)[]): string {
    return english === '' ? '' : say(english, ...values);
  }
}
