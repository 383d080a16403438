import type { PublicLink } from '../api/models';

type LinkState = 'open' | 'ended' | 'revoked';

/** Whether a link still shows its dashboard. */
export function linkState(
  { expires_at, revoked_at }: Pick<PublicLink, 'expires_at' | 'revoked_at'>,
  now: Date,
): LinkState {
  if (revoked_at) return 'revoked';
  return expires_at && new Date(expires_at) <= now ? 'ended' : 'open';
}

/** What a page has to hold to show the dashboard in a frame. */
export function embedCode({ name, url }: Pick<PublicLink, 'name' | 'url'>): string {
  const title = name.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');
  return [
    '<iframe',
    `  src="${url}?theme=light"`,
    `  title="${title}"`,
    '  loading="lazy"',
    '  style="width: 100%; height: 1600px; border: 0"',
    '></iframe>',
  ].join('\n');
}
