import { Module } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { AuthModule } from '../auth/auth.module.js';
import { deriveKey } from '../auth/derived-key.js';
import { Environment } from '../platform/config/environment.js';
import { ProjectsModule } from '../projects/projects.module.js';
import { AnswerAccess } from './answer-access.guard.js';
import { LinksController } from './links.controller.js';
import { LinksRepository } from './links.repository.js';
import { Links } from './links.service.js';
import { LockedFilters } from './locked-filters.js';
import { viewerTokenSeconds, ViewerTokens } from './viewer-tokens.js';
import { ViewersController } from './viewers.controller.js';
import { Viewers } from './viewers.service.js';

const signing = { algorithm: 'HS256', issuer: 'analytics', audience: 'analytics-link' } as const;

/**
 * Who else may ask about a project. In: read keys, public links and their passwords. Out: `AnswerAccess`, for
 * whoever answers. What filters of a link mean it does not know: those who do register a check with `LockedFilters`.
 */
@Module({
  imports: [AuthModule, ProjectsModule],
  controllers: [LinksController, ViewersController],
  providers: [
    AnswerAccess,
    Links,
    LinksRepository,
    LockedFilters,
    Viewers,
    {
      provide: ViewerTokens,
      inject: [Environment],
      useFactory: ({ secretKey }: Environment) =>
        new ViewerTokens(
          new JwtService({
            secret: deriveKey(secretKey, 'viewer-tokens'),
            signOptions: { ...signing, expiresIn: viewerTokenSeconds },
            verifyOptions: {
              algorithms: [signing.algorithm],
              issuer: signing.issuer,
              audience: signing.audience,
            },
          }),
        ),
    },
  ],
  exports: [AnswerAccess, LockedFilters, ProjectsModule, Viewers, ViewerTokens],
})
export class SharingModule {}
