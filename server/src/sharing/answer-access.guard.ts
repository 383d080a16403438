import {
  type CanActivate,
  createParamDecorator,
  type ExecutionContext,
  Injectable,
  SetMetadata,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { NotSignedIn } from '../auth/auth.errors.js';
import { bearerToken } from '../auth/signed-in.guard.js';
import { UserQuota } from '../auth/user-quota.js';
import { isKeyLike } from '../projects/api-key.js';
import { ProjectAccess } from '../projects/project-access.guard.js';
import { ProjectNotFound } from '../projects/projects.errors.js';
import { ReadKeys } from '../projects/read-keys.js';
import { NotShared } from './sharing.errors.js';
import { ViewerTokens } from './viewer-tokens.js';
import { Viewers } from './viewers.service.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the guard `AnswerAccess` when somebody looks through a public link. */
    lockedFilters?: readonly unknown[];
  }
}

type AnswerRequest = FastifyRequest<{ Params: { id: string } }>;

const SHARED = 'shared with viewers of public links';

/** An answer that viewers of public links get, too; it must heed `CurrentLock`. */
export const Shared = (): MethodDecorator => SetMetadata(SHARED, true);

/**
 * Lets whoever may ask about the project in `:id` pass: its owner, a read key of it, and to what is `Shared` viewers
 * of a public link. 401 for nobody, 404 for another project, 403 for a viewer where nothing is shared.
 */
@Injectable()
export class AnswerAccess implements CanActivate {
  constructor(
    private readonly owners: ProjectAccess,
    private readonly readKeys: ReadKeys,
    private readonly viewers: Viewers,
    private readonly viewerTokens: ViewerTokens,
    private readonly quota: UserQuota,
    private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<AnswerRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const token = bearerToken(request);
    const key = keyOf(request) ?? token;
    if (key !== null && isKeyLike(key)) {
      await this.admitKey(key, request, reply);
    } else if (token !== null && this.viewerTokens.isOne(token)) {
      const shared = this.reflector.get<boolean | undefined>(SHARED, context.getHandler()) === true;
      await this.admitViewer(token, shared, request, reply);
    } else {
      await this.owners.canActivate(context);
    }
    return true;
  }

  private async admitKey(key: string, request: AnswerRequest, reply: FastifyReply): Promise<void> {
    const found = await this.readKeys.find(key);
    if (found === null) throw new NotSignedIn('A valid access token or read key is required.');
    await this.quota.take(found.keyId, reply);
    if (found.project.id !== request.params.id) throw new ProjectNotFound();
    request.project = found.project;
  }

  private async admitViewer(
    token: string,
    shared: boolean,
    request: AnswerRequest,
    reply: FastifyReply,
  ): Promise<void> {
    const { link, project } = await this.viewers.admit(token);
    // Many look through one link; one who asks too much must not take it from the others.
    await this.quota.take(`${link.id}:${request.ip}`, reply);
    if (project.id !== request.params.id) throw new ProjectNotFound();
    if (!shared) throw new NotShared();
    request.project = project;
    request.lockedFilters = link.filters;
  }
}

/** What the public link in use is locked to; null for those who may see everything. */
export const CurrentLock = createParamDecorator(
  (_: unknown, context: ExecutionContext): readonly unknown[] | null =>
    context.switchToHttp().getRequest<FastifyRequest>().lockedFilters ?? null,
);

function keyOf(request: FastifyRequest): string | null {
  const header = request.headers['x-api-key'];
  return typeof header === 'string' && header !== '' ? header.trim() : null;
}
