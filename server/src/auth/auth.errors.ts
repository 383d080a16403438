import { Problem } from '../platform/http/problem.js';
import { type RateLimit, rateLimitHeaders } from '../platform/http/rate-limiter.js';

/** No usable access token came with the request; the same answer for missing, forged and revoked. */
export class NotSignedIn extends Problem {
  constructor(detail = 'A valid access token is required.') {
    super(401, 'not_signed_in', detail, { headers: { 'www-authenticate': 'Bearer' } });
  }
}

/** Wrong password and unknown e-mail are one and the same to the outside. */
export class WrongCredentials extends Problem {
  constructor() {
    super(401, 'wrong_credentials', 'E-mail and password do not fit.');
  }
}

/** The refresh token is missing, unknown, used up, ended or revoked: sign in again. */
export class RefreshRefused extends Problem {
  constructor() {
    super(401, 'refresh_refused', 'The sign-in has ended; sign in again.');
  }
}

/** A page of another site tried to use the cookie of ours. */
export class CrossSiteRefused extends Problem {
  constructor() {
    super(403, 'cross_site_refused', 'The refresh cookie works from our own pages only.');
  }
}

/** Only the owner of the installation may do this. */
export class OwnerOnly extends Problem {
  constructor() {
    super(403, 'owner_only', 'Only the owner of this installation may do this.');
  }
}

export class SignUpClosed extends Problem {
  constructor() {
    super(403, 'sign_up_closed', 'New accounts are not open on this installation.');
  }
}

export class EmailTaken extends Problem {
  constructor() {
    super(409, 'email_taken', 'There is already an account with this e-mail.', {
      errors: [{ pointer: '/email', reason: 'is already taken' }],
    });
  }
}

export class WrongPassword extends Problem {
  constructor() {
    super(400, 'wrong_password', 'The current password is wrong.', {
      errors: [{ pointer: '/current_password', reason: 'is wrong' }],
    });
  }
}

export class SessionNotFound extends Problem {
  constructor() {
    super(404, 'session_not_found', 'There is no such session.');
  }
}

/** More passwords are being checked than this machine can check soon. */
export class TooBusyToCheck extends Problem {
  constructor() {
    super(503, 'too_busy', 'Too many sign-ins at the moment; try again shortly.', {
      headers: { 'retry-after': '1' },
    });
  }
}

/** Too many requests of one caller; the headers say how long to wait. */
export class TooManyRequests extends Problem {
  constructor(rate: RateLimit) {
    super(429, 'too_many_requests', `Too many requests; try again in ${rate.resetSeconds} s.`, {
      headers: rateLimitHeaders(rate),
    });
  }
}
