import type { AnswerMeta } from './dto/query.dto.js';
import { ends } from './answer-rows.js';
import type { Question } from './question.js';

/** What an answer says about itself: everything stored until `asOf` is in it; `begun` on the clock of `performance`. */
export function answerMeta(
  question: Question,
  source: AnswerMeta['source'],
  asOf: Date,
  begun: number,
): AnswerMeta {
  return {
    ...ends(question.period),
    timezone: question.zone,
    source,
    as_of: asOf.toISOString(),
    took_ms: Math.round((performance.now() - begun) * 10) / 10,
  };
}
