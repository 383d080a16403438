import type { SavedQuestion } from '../api/models';
import { encodeFilter } from '../ui/filter-chips/filter-address';
import { isPreset } from '../ui/range-picker/range';
import { wallClock } from '../ui/range-picker/zone-time';
import { type AskedFilter, readFilters } from './asked-filters';
import { encodeFunnelStep, readFunnelStep } from './funnel-step';
import { encodeWindow, type FunnelWindow } from './funnel-window';
import { firstQuestion, type AddressChange } from './question';
import { encodeFormula, encodeSeries, readSeries } from './series';
import { encodeStep } from './step';

/** Where a question is built, and the address that asks it there. */
interface QuestionPlace {
  readonly path: string;
  readonly query: AddressChange;
}

type Body = Record<string, unknown>;

/** The builder of a saved question; null where the console has no words for what the API was given. */
export function addressOfQuestion(
  { kind, body }: Pick<SavedQuestion, 'kind' | 'body'>,
  zone: string,
): QuestionPlace | null {
  const builder = builders[kind];
  const scope = scopeOf(body, zone);
  const own = builder?.address(body);
  if (!builder || !scope || !own) return null;
  return { path: builder.path, query: { ...scope, ...own } };
}

interface Builder {
  readonly path: string;
  address(body: Body): AddressChange | null;
}

const builders: Partial<Record<SavedQuestion['kind'], Builder>> = {
  trends: { path: 'trends', address: trendsAddress },
  funnel: { path: 'funnels', address: funnelAddress },
  retention: { path: 'retention', address: retentionAddress },
  journeys: { path: 'journeys', address: journeysAddress },
};

function scopeOf(body: Body, zone: string): AddressChange | null {
  if (body['timezone'] !== undefined && body['timezone'] !== zone) return null;
  const { period, start, end } = (body['range'] ?? { period: '30d' }) as Record<string, string>;
  const filters = readFilters(body['filters'] as readonly AskedFilter[] | undefined);
  const f: AddressChange = filters.length > 0 ? { f: filters.map(encodeFilter) } : {};
  if (isPreset(period)) {
    const first = firstQuestion.range;
    const isFirst = first.kind === 'preset' && first.preset === period;
    return { ...f, ...(isFirst ? {} : { period }) };
  }
  const [from, to] = [localTime(start, zone), localTime(end, zone)];
  return from && to ? { ...f, from, to } : null;
}

/** A date where it begins the day, else with its time. */
function localTime(text: string | undefined, zone: string): string | null {
  if (text === undefined || Number.isNaN(Date.parse(text))) return null;
  // A bare date means the day of the zone already.
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return text;
  const local = wallClock(Date.parse(text), zone);
  return local.endsWith('T00:00') ? local.slice(0, 10) : local;
}

function trendsAddress(body: Body): AddressChange | null {
  const series = ((body['series'] ?? []) as Body[]).map(readSeries);
  if (!series.every((one) => one !== null)) return null;
  const formulas = (body['formulas'] ?? []) as { formula: string; name?: string }[];
  const compare = body['compare'] as { to?: string; match_weekday?: boolean } | undefined;
  if (compare?.to === 'custom') return null;
  return {
    s: series.map(encodeSeries),
    ...(formulas.length > 0
      ? { fx: formulas.map(({ formula, name = '' }) => encodeFormula({ formula, name })) }
      : {}),
    ...text('by', body['breakdown']),
    ...text('interval', body['interval']),
    ...(compare === undefined ? { compare: 'off' } : {}),
    ...(compare?.to === 'year' ? { compare: 'year' } : {}),
    ...(compare?.match_weekday ? { match_weekday: 'true' } : {}),
  };
}

function funnelAddress(body: Body): AddressChange | null {
  const steps = ((body['steps'] ?? []) as Body[]).map(readFunnelStep);
  if (!steps.every((step) => step !== null)) return null;
  const window = body['window'] as FunnelWindow | undefined;
  return {
    s: steps.map(encodeFunnelStep),
    ...(window ? { window: encodeWindow(window) } : {}),
    ...(body['order'] === 'strict' ? { order: 'strict' } : {}),
    ...text('by', body['breakdown']),
  };
}

function retentionAddress(body: Body): AddressChange | null {
  const [start, back] = [optionalStep(body['start']), optionalStep(body['back'])];
  if (start === null || back === null) return null;
  return {
    ...text('start', start),
    ...text('back', back),
    ...(body['interval'] === 'day' ? {} : text('every', body['interval'])),
    ...(body['cohort'] === 'any' ? { cohort: 'any' } : {}),
    ...(body['include_anonymous'] === true ? { anonymous: 'true' } : {}),
  };
}

function journeysAddress(body: Body): AddressChange | null {
  const [begin, end] = [optionalStep(body['from']), optionalStep(body['to'])];
  if (begin === null || end === null) return null;
  const steps = body['steps'];
  return {
    ...text('begin', begin),
    ...text('end', end),
    ...(body['of'] === 'pages' ? {} : text('of', body['of'])),
    ...(typeof steps === 'number' ? { steps: String(steps) } : {}),
    ...(body['folders'] === 1 ? { folders: '1' } : {}),
  };
}

/** A step in the address; null where it says more than its address can. */
function stepOf({ event, page, ...more }: Body): string | null {
  if (Object.keys(more).length > 0 || (event !== undefined && page !== undefined)) return null;
  const value = event ?? page;
  if (typeof value !== 'string') return null;
  return encodeStep({ kind: event === undefined ? 'page' : 'event', value });
}

const optionalStep = (step: unknown): string | undefined | null =>
  step === undefined ? undefined : stepOf(step as Body);

const text = (name: string, value: unknown): AddressChange =>
  typeof value === 'string' ? { [name]: value } : {};
