export interface ZoneGroup {
  readonly region: string;
  readonly zones: readonly { readonly id: string; readonly label: string }[];
}

/** Browsers list some zones under names that their cities have given up; people look for today's. */
const todaysNames: Readonly<Record<string, string>> = {
  'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  'America/Godthab': 'America/Nuuk',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv',
  'Pacific/Ponape': 'Pacific/Pohnpei',
  'Pacific/Truk': 'Pacific/Chuuk',
};

/** Every IANA zone the browser knows, by region; each with its offset at `now`. */
export function zoneGroups(now: Date, keep?: string): ZoneGroup[] {
  // A stored zone may carry an older name that this browser does not list.
  const known = Intl.supportedValuesOf('timeZone').map(todaysName);
  const ids = new Set(['UTC', ...known, ...(keep ? [keep] : [])]);
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
  return todaysName(Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC');
}

function todaysName(zone: string): string {
  return todaysNames[zone] ?? zone;
}

/** `GMT+5:45` for Kathmandu. */
export function offset(zone: string, now: Date): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    timeZoneName: 'shortOffset',
  }).formatToParts(now);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
}
