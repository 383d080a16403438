import {
  type CanActivate,
  createParamDecorator,
  type ExecutionContext,
  Injectable,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { NotSignedIn } from '../auth/auth.errors.js';
import { SignedIn } from '../auth/signed-in.guard.js';
import type { Project } from './project.js';
import { ProjectNotFound } from './projects.errors.js';
import { Projects } from './projects.service.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the guard `ProjectAccess`. */
    project?: Project;
  }
}

/** Lets the owner of the project in `:id` pass: 401 for nobody, 404 for everybody else. */
@Injectable()
export class ProjectAccess implements CanActivate {
  constructor(
    private readonly signedIn: SignedIn,
    private readonly projects: Projects,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    await this.signedIn.canActivate(context);
    const request = context.switchToHttp().getRequest<FastifyRequest<{ Params: { id: string } }>>();
    if (request.identity === undefined) throw new NotSignedIn();
    request.project = await this.projects.findOwned(request.identity.id, request.params.id);
    return true;
  }
}

/** The project in the path; for handlers behind `ProjectAccess`. */
export const CurrentProject = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const { project } = context.switchToHttp().getRequest<FastifyRequest>();
  if (project === undefined) throw new ProjectNotFound();
  return project;
});
