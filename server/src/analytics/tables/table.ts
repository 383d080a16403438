import { csvLine, type Cell } from './csv.js';

export type Row = Readonly<Record<string, unknown>>;

/** Properties and traits are whatever was sent: one column, as JSON. */
const whole: ReadonlySet<string> = new Set(['properties', 'traits']);

/**
 * The rows of an answer, whatever its shape: one line for each thing that it counts or lists. A series is told point by
 * point; what it is compared with stands beside it under `previous_…`.
 */
export function rowsOf(answer: object): readonly Row[] {
  const { rows, cohorts, steps, links, data, online, events } = answer as Record<string, unknown>;
  if (isRows(rows)) return rows.flatMap(rowsOfQuery);
  if (isRows(cohorts)) return cohorts.flatMap(rowsOfCohort);
  if (isRows(links)) return [...nodesOf(answer as Row), ...links.map(linkOf)];
  if (isRows(steps)) return rowsOfFunnel(steps, (answer as Row)['groups']);
  if (isRows(data)) return beside(data, ((answer as Row)['previous'] as Row | undefined)?.['data']);
  if (typeof online === 'number') return rowsOfLive(answer as Row);
  // A visit is told by what happened in it.
  if (isRows(events) && 'cut' in answer) return events;
  return [answer as Row];
}

/** The rows as a file of RFC 4180: a line of names, then a line each. */
export function toCsv(rows: readonly Row[]): string {
  const flat = rows.map(flattened);
  const columns = [...new Set(flat.flatMap((row) => Object.keys(row)))];
  if (columns.length === 0) return '';
  const lines = flat.map((row) => csvLine(columns.map((name) => row[name] ?? null)));
  return csvLine(columns) + lines.join('');
}

function flattened(row: Row): Record<string, Cell> {
  const flat: Record<string, Cell> = {};
  for (const [name, value] of Object.entries(row)) {
    if (isRow(value) && !whole.has(name)) {
      for (const [inner, cell] of Object.entries(flattened(value))) flat[`${name}_${inner}`] = cell;
    } else {
      flat[name] = toCell(value);
    }
  }
  return flat;
}

/** A cell for a value: objects and lists as JSON. */
export function toCell(value: unknown): Cell {
  if (value === undefined || value === null) return null;
  if (typeof value === 'object') return JSON.stringify(value);
  return value as Cell;
}

function rowsOfQuery(row: Row): readonly Row[] {
  const { dimensions, metrics, series, previous } = row;
  const names = dimensions as Row;
  const before = previous as Row | undefined;
  if (!isRows(series)) {
    return [
      {
        ...names,
        ...(metrics as Row),
        ...(before && { previous: before['metrics'] }),
      },
    ];
  }
  const points = before && isRows(before['series']) ? before['series'] : [];
  return series.map(({ metrics: counted, ...point }, index) => ({
    ...names,
    ...point,
    ...(counted as Row),
    ...(before && { previous: points[index]?.['metrics'] ?? {} }),
  }));
}

function rowsOfCohort({ values, ...cohort }: Row): readonly Row[] {
  return isRows(values) ? values.map((value) => ({ ...cohort, ...value })) : [cohort];
}

function rowsOfFunnel(steps: readonly Row[], groups: unknown): readonly Row[] {
  if (!isRows(groups) || groups.length === 0) return steps;
  return [
    ...steps.map((step) => ({ of: 'all', value: null, ...step })),
    ...groups.flatMap((group) =>
      isRows(group['steps'])
        ? group['steps'].map((step) => ({ of: 'group', value: group['value'], ...step }))
        : [],
    ),
  ];
}

function nodesOf(answer: Row): readonly Row[] {
  const columns = answer['columns'];
  if (!isRows(columns)) return [];
  return columns.flatMap(({ step, nodes }) =>
    isRows(nodes) ? nodes.map((node) => ({ row: 'node', step, ...node })) : [],
  );
}

function linkOf(link: Row): Row {
  return { row: 'link', ...link };
}

function rowsOfLive(answer: Row): readonly Row[] {
  const panels = Object.entries(answer).flatMap(([panel, values]) =>
    isRows(values) ? values.map((value) => ({ panel, ...value })) : [],
  );
  return [{ panel: 'online', value: null, visitors: answer['online'] }, ...panels];
}

/** The points of a series and, where there is one, those of the comparison in the same order. */
function beside(rows: readonly Row[], previous: unknown): readonly Row[] {
  if (!isRows(previous)) return rows;
  return rows.map((row, index) => ({ ...row, previous: previous[index] ?? {} }));
}

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isRows(value: unknown): value is readonly Row[] {
  return Array.isArray(value) && value.every(isRow);
}
