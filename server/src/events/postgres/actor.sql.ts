/**
 * Who is followed through a funnel: a person with an id of their own, whatever the visit, else the visit. One number
 * for both: persons are odd, visits even. Null for what a program sent without an id.
 */
export const ACTOR = `CASE WHEN r.person IS NOT NULL THEN r.person::bigint * 2 + 1
  WHEN e.session_id IS NOT NULL THEN e.session_id * 2 END`;

/** The number of the person an actor is; null for a visit. */
export function personOfActor(actor: string): string {
  return `CASE WHEN ${actor} % 2 <> 0 THEN ((${actor} - 1) / 2)::int END`;
}

/** The id of the visit an actor is; null for a person. */
export function sessionOfActor(actor: string): string {
  return `CASE WHEN ${actor} % 2 = 0 THEN ${actor} / 2 END`;
}
