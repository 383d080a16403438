import { Transform } from 'class-transformer';
import { buildMessage, ValidateBy, ValidateIf } from 'class-validator';
import { normalOrigin } from '../allowed-origins.js';
import { hostOf } from '../domain.js';
import { knownTimezone } from '../timezone.js';

/** The field may be left out, but not be null. */
export const MayBeAbsent = (): PropertyDecorator =>
  ValidateIf((_, value: unknown) => value !== undefined);

/** White space around it does not count. */
export const Trimmed = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }): unknown =>
    typeof value === 'string' ? value.trim() : value,
  );

/** White space around it does not count, and nothing but white space is null. */
export const TrimmedOrNull = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }): unknown =>
    typeof value === 'string' ? value.trim() || null : value,
  );

export const IsTimezone = (): PropertyDecorator =>
  check('isTimezone', 'must be an IANA time zone such as Europe/Berlin', knownTimezone);

export const IsDomain = (): PropertyDecorator =>
  check('isDomain', 'must be a host name such as example.com', hostOf);

export const AreOrigins = (): PropertyDecorator =>
  check(
    'areOrigins',
    'must be origins such as https://example.com or https://*.example.com',
    normalOrigin,
    true,
  );

function check(
  name: string,
  expectation: string,
  read: (text: string) => string | null,
  each = false,
): PropertyDecorator {
  return ValidateBy(
    {
      name,
      validator: {
        validate: (value: unknown) => typeof value === 'string' && read(value) !== null,
        defaultMessage: buildMessage(() => `$property ${expectation}`),
      },
    },
    { each },
  );
}
