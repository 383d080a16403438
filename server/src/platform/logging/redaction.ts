/** Names of headers and fields whose values never reach a log, at any depth. */
const SECRET_NAMES =
  /^(authorization|cookie|set-cookie|x-api-key|api_?key|key|password|current_password|new_password|token|access_token|refresh_token|secret|secret_key|database_url|redis_url)$/i;

const SECRET_IN_TEXT: readonly (readonly [RegExp, string])[] = [
  // Passwords in URLs of servers.
  [/\b([a-z][a-z0-9+.-]*:\/\/[^\s:/@]*):[^\s@/]+@/gi, '$1:[hidden]@'],
  // Query parameters that carry keys and tokens.
  [/([?&](?:key|api_key|token|access_token|refresh_token)=)[^&\s"']+/gi, '$1[hidden]'],
  [/\b(Bearer\s+)[\w.~+/=-]+/gi, '$1[hidden]'],
];

const DEEPEST = 6;

/** The same value without its secrets. */
export function withoutSecrets(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return textWithoutSecrets(value);
  if (value instanceof Error) {
    return { type: value.name, stack: textWithoutSecrets(value.stack ?? value.message) };
  }
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= DEEPEST) return '[deep]';
  if (Array.isArray(value)) return value.map((item) => withoutSecrets(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      SECRET_NAMES.test(name) ? '[hidden]' : withoutSecrets(inner, depth + 1),
    ]),
  );
}

function textWithoutSecrets(text: string): string {
  return SECRET_IN_TEXT.reduce((left, [pattern, instead]) => left.replace(pattern, instead), text);
}
