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

/** A visit or person of which the project knows nothing. */
export class NothingOfThatId extends Problem {
  constructor(what: 'visit' | 'person') {
    super(404, `${what}_not_found`, `There is no ${what} of that id.`);
  }
}
