import { Module } from '@nestjs/common';
import { JwtModule } from '@nestjs/jwt';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Environment } from '../platform/config/environment.js';
import { NoticesModule } from '../platform/database/notices.module.js';
import { AccessTokens } from './access-tokens.js';
import { AccountsController } from './accounts.controller.js';
import { Accounts } from './accounts.service.js';
import { deriveKey } from './derived-key.js';
import { DoorLimits } from './door-limits.js';
import { InstallationOwner } from './owner.guard.js';
import { Passwords } from './passwords.js';
import { Revocations } from './revocations.js';
import { SignIn } from './sign-in.entity.js';
import { SignedIn } from './signed-in.guard.js';
import { SignInsController } from './sign-ins.controller.js';
import { SignInsRepository } from './sign-ins.repository.js';
import { SignIns } from './sign-ins.service.js';
import { User } from './user.entity.js';
import { UserQuota } from './user-quota.js';
import { UsersRepository } from './users.repository.js';

const signing = { algorithm: 'HS256', issuer: 'analytics', audience: 'analytics-api' } as const;

/**
 * In: credentials and tokens. Out: who asks (`SignedIn`, `CurrentUser`, `AccessTokens`) and the
 * news that a sign-in ended (`Revocations`). Knows nothing of projects or events.
 */
@Module({
  imports: [
    NoticesModule,
    TypeOrmModule.forFeature([User, SignIn]),
    JwtModule.registerAsync({
      inject: [Environment],
      useFactory: ({ secretKey }: Environment) => ({
        secret: deriveKey(secretKey, 'access-tokens'),
        signOptions: signing,
        verifyOptions: {
          algorithms: [signing.algorithm],
          issuer: signing.issuer,
          audience: signing.audience,
        },
      }),
    }),
  ],
  controllers: [AccountsController, SignInsController],
  providers: [
    AccessTokens,
    Accounts,
    DoorLimits,
    InstallationOwner,
    Passwords,
    Revocations,
    SignedIn,
    SignIns,
    SignInsRepository,
    UserQuota,
    UsersRepository,
  ],
  exports: [
    AccessTokens,
    Accounts,
    DoorLimits,
    InstallationOwner,
    Passwords,
    Revocations,
    SignedIn,
    UserQuota,
  ],
})
export class AuthModule {}
