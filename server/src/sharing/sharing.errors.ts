import { Problem } from '../platform/http/problem.js';

/** The same answer whether the link has ended, was revoked, or never was. */
export class LinkNotFound extends Problem {
  constructor() {
    super(404, 'link_not_found', 'There is no such link.');
  }
}

export class TooManyLinks extends Problem {
  constructor(most: number) {
    super(409, 'too_many_links', `A project has at most ${most} open links; revoke one first.`);
  }
}

export class LinkPasswordRequired extends Problem {
  constructor() {
    super(401, 'password_required', 'This dashboard asks for a password.');
  }
}

export class WrongLinkPassword extends Problem {
  constructor() {
    super(401, 'wrong_password', 'The password is wrong.', {
      errors: [{ pointer: '/password', reason: 'is wrong' }],
    });
  }
}

/** A link shows the public answers of its project, and nothing else. */
export class NotShared extends Problem {
  constructor() {
    super(403, 'not_shared', 'This is not shared with whoever has the link.');
  }
}

/** A link that would end before it begins. */
export class EndsTooEarly extends Problem {
  constructor() {
    super(400, 'invalid_request', 'expires_at must lie in the future.', {
      errors: [{ pointer: '/expires_at', reason: 'must lie in the future' }],
    });
  }
}
