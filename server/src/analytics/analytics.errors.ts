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

/** A visit, person or group of which the project knows nothing. */
export class NothingOfThatId extends Problem {
  constructor(what: 'visit' | 'person' | 'group') {
    super(404, `${what}_not_found`, `There is no ${what} of that id.`);
  }
}

/** As many files are being read as the database should serve beside its answers. */
export class TooManyExports extends Problem {
  constructor() {
    super(503, 'too_many_exports', 'Other exports are running; try again when they are done.', {
      headers: { 'retry-after': '10' },
    });
  }
}

export class RemovalNotFound extends Problem {
  constructor() {
    super(404, 'removal_not_found', 'There is no such removal in this project.');
  }
}

/** So many are not done yet that another one would only wait. */
export class TooManyRemovals extends Problem {
  constructor(most: number) {
    super(409, 'too_many_removals', `At most ${most} removals wait at a time; try again later.`);
  }
}
