import { Problem } from '../platform/http/problem.js';

/** A question that has no answer; `pointer` names the parameter, `reason` what to change. */
export class ImpossibleQuestion extends Problem {
  constructor(
    readonly pointer: string,
    readonly reason: string,
  ) {
    const name = pointer.replace(/^[?/]/, '');
    super(400, 'impossible_question', `${name} ${reason}.`, { errors: [{ pointer, reason }] });
  }
}
