import { Problem } from '../platform/http/problem.js';

/** The same answer whether the project is somebody else's, gone, or never was. */
export class ProjectNotFound extends Problem {
  constructor() {
    super(404, 'project_not_found', 'There is no such project.');
  }
}

export class KeyNotFound extends Problem {
  constructor() {
    super(404, 'key_not_found', 'There is no such key in this project.');
  }
}

/** A key that is revoked, run out or already rotated cannot be rotated. */
export class KeyNotActive extends Problem {
  constructor() {
    super(409, 'key_not_active', 'This key has ended or was already rotated.');
  }
}

/** Origins say which pages may send events; a read key belongs in no page. */
export class NoOriginsOfReadKeys extends Problem {
  constructor() {
    super(400, 'no_origins_of_read_keys', 'A read key has no origins: it belongs in no page.', {
      errors: [{ pointer: '/allowed_origins', reason: 'must be empty for a read key' }],
    });
  }
}

export class TooManyKeys extends Problem {
  constructor(most: number) {
    super(409, 'too_many_keys', `A project has at most ${most} active keys; revoke one first.`);
  }
}

export class BadCursor extends Problem {
  constructor() {
    super(400, 'bad_cursor', 'The cursor is none that this list gave out.', {
      errors: [{ pointer: '?cursor', reason: 'is not a cursor of this list' }],
    });
  }
}

/** More unknown keys are waiting to be looked up than the database should be asked for. */
export class TooManyLookups extends Problem {
  constructor() {
    super(503, 'too_busy', 'Too many unknown keys at the moment; try again shortly.', {
      headers: { 'retry-after': '1' },
    });
  }
}
