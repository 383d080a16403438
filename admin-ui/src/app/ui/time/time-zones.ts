export interface ZoneGroup {
  readonly region: string;
  readonly zones: readonly { readonly id: string; readonly label: string }[];
}

/** Every IANA zone the browser knows, by region; each with its offset at `now`. */
export function zoneGroups(now: Date, keep?: string): ZoneGroup[] {
  // A stored zone may carry an older name that this browser does not list.
  const ids = new Set(['UTC', ...Intl.supportedValuesOf('timeZone'), ...(keep ? [keep] : [])]);
  const groups = new Map<string, { id: string; label: string }[]>();
  for (const id of ids) {
    const [region, ...rest] = id.split('/');
    const name = rest.length > 0 ? (region ?? id) : 'Universal';
    const city = (rest.join(' / ') || id).replaceAll('_', ' ');
    const group = groups.get(name) ?? [];
    group.push({ id, label: `${city} (${offset(id, now)})` });
    groups.set(name, group);
  }
  return [...groups].map(([region, zones]) => ({ region, zones }));
}

/** The zone of this browser, or UTC where it does not say. */
export function ownZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
}

/** `GMT+5:45` for Kathmandu. */
export function offset(zone: string, now: Date): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    timeZoneName: 'shortOffset',
  }).formatToParts(now);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
}
