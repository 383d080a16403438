import { Module } from '@nestjs/common';
import { LibraryRepository } from './library.repository.js';
import { Library } from './library.service.js';

/**
 * In and out: what owners have given a name in their projects: goals, cohorts, segments, questions. It keeps names
 * apart and bounds their number; what a definition means is known to `analytics` alone.
 */
@Module({ providers: [Library, LibraryRepository], exports: [Library] })
export class LibraryModule {}
