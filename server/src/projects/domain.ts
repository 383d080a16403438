const label = '[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?';
const hostPattern = new RegExp(`^(?:${label}\\.)*${label}$`);

/**
 * The host name in whatever an owner pastes («https://Bücher.example/shop» → «xn--bcher-kva.example»),
 * or null when there is none in it.
 */
export function hostOf(text: string): string | null {
  const trimmed = text.trim();
  const url = URL.parse(/^[a-z]+:\/\//i.test(trimmed) ? trimmed : `http://${trimmed}`);
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '')
    return null;
  const host = url.hostname.replace(/\.$/, '');
  return host.length <= 253 && hostPattern.test(host) ? host : null;
}
