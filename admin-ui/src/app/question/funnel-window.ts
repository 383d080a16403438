const units = { m: 'minute', h: 'hour', d: 'day' } as const;

export interface FunnelWindow {
  readonly count: number;
  readonly unit: (typeof units)[keyof typeof units];
}

/** How long a funnel may take, as a part of the address: `14d`, `1h`. */
export const encodeWindow = ({ count, unit }: FunnelWindow): string => `${count}${unit[0] ?? ''}`;

export function decodeWindow(text: string | null): FunnelWindow | null {
  const [, count, letter] = /^([1-9]\d{0,3})([mhd])$/.exec(text ?? '') ?? [];
  if (count === undefined || letter === undefined) return null;
  return { count: Number(count), unit: units[letter as keyof typeof units] };
}
