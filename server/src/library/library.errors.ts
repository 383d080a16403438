import { Problem } from '../platform/http/problem.js';
import type { DefinitionKind } from './definition.js';

const words: Readonly<Record<DefinitionKind, string>> = {
  goal: 'goal',
  cohort: 'cohort',
  segment: 'segment',
  question: 'saved question',
};

export class DefinitionNotFound extends Problem {
  constructor(kind: DefinitionKind) {
    super(404, `${kind}_not_found`, `There is no such ${words[kind]} in this project.`);
  }
}

export class NameTaken extends Problem {
  constructor(kind: DefinitionKind) {
    super(409, 'name_taken', `This project has a ${words[kind]} of that name; choose another.`, {
      errors: [{ pointer: '/name', reason: 'is taken' }],
    });
  }
}

export class TooManyDefinitions extends Problem {
  constructor(kind: DefinitionKind, most: number) {
    super(
      409,
      'too_many_definitions',
      `A project has at most ${most} of these; remove a ${words[kind]} first.`,
    );
  }
}
