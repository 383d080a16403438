import type { Condition, Filter, ProjectScope } from '../tally.js';
import { allOf, combinedSql } from './combined.sql.js';
import { conditionOn } from './condition.sql.js';
import { textOfAction } from './dimension.sql.js';
import type { Params } from './params.js';
import type { ActionDimension } from './visit-columns.js';

/**
 * Filters that look at nothing but what events `e` of `full_events` did. They are asked of the few things that were ever
 * done, and events for the numbers of these, which spares a look at the texts of each; events without a number have texts
 * of their own. TRICKY: see `doneSql` for the array.
 */
export function actionSql(
  filters: readonly Filter[],
  { no }: ProjectScope,
  params: Params,
): string {
  return `e.action_no IN (SELECT unnest(ARRAY(
      SELECT d.no FROM actions d
      WHERE d.project_no = ${params.add(no)}::int AND ${textsSql(filters, 'd.', params)})))
    OR (e.action_no IS NULL AND ${textsSql(filters, 'e.own_', params)})`;
}

/** The same of texts in columns whose names begin like this. */
function textsSql(filters: readonly Filter[], columns: string, params: Params): string {
  const one = (filter: Filter): string =>
    combinedSql(filter, one, (leaf) => {
      const { dimension, ...condition } = leaf as OfAction;
      return conditionOn(textOfAction(dimension, columns), condition, params);
    });
  return allOf(filters.map(one));
}

type OfAction = Condition & { readonly dimension: ActionDimension };
