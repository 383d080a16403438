/** What an owner can give a name. */
export type DefinitionKind = 'goal' | 'cohort' | 'segment' | 'question';

/** Something that has been given a name: of its kind the only one of that name in its project, whatever the case. */
export interface Definition {
  readonly id: string;
  readonly kind: DefinitionKind;
  readonly name: string;
  /** What it means is known to those who ask, not to the library. */
  readonly body: object;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export type Draft = Pick<Definition, 'kind' | 'name' | 'body'>;
