import { Global, Module } from '@nestjs/common';
import { Notices } from './notices.js';

/** In: DATABASE_URL. Out: `Notices`, what other processes committed and wanted heard. */
@Global()
@Module({ providers: [Notices], exports: [Notices] })
export class NoticesModule {}
