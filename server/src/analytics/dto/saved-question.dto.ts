import { ApiProperty, IntersectionType } from '@nestjs/swagger';
import { IsIn, IsObject } from 'class-validator';
import { Kept, NamedBody } from './definition.dto.js';

export const questionKinds = ['query', 'trends', 'funnel', 'retention', 'journeys'] as const;
export type QuestionKind = (typeof questionKinds)[number];

export class SavedQuestionBody extends NamedBody {
  @ApiProperty({ enum: questionKinds, example: 'funnel' })
  @IsIn(questionKinds)
  kind!: QuestionKind;

  @ApiProperty({
    type: Object,
    additionalProperties: true,
    example: { steps: [{ page: '/' }, { event: 'signup' }] },
    description: 'The body of POST /analytics/{id}/<kind>; checked like one.',
  })
  @IsObject()
  body!: Record<string, unknown>;
}

/** A question to be asked again. */
export class SavedQuestion extends IntersectionType(SavedQuestionBody, Kept) {}

export class SavedQuestions {
  @ApiProperty({ type: [SavedQuestion], description: 'By name, all of them.' })
  data!: SavedQuestion[];
}
