import { type SchemaPath, maxLength, required, validate } from '@angular/forms/signals';
import { hostOf } from './domain';
import { say } from '../ui/words/say';

/** What every form asks of a project's name and domain. */
export function projectNaming(path: {
  readonly name: SchemaPath<string>;
  readonly domain: SchemaPath<string>;
}): void {
  required(path.name, { message: say('Give the project a name.') });
  maxLength(path.name, 200, { message: say('That is too long.') });
  validate(path.domain, ({ value }) =>
    value().trim() !== '' && hostOf(value()) === null
      ? { kind: 'domain', message: say('That does not look like a domain.') }
      : undefined,
  );
}
