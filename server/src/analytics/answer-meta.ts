import type { AnswerMeta } from './dto/query.dto.js';
import { ends } from './answer-rows.js';
import type { Question } from './question.js';

/** What an answer says about itself; `begun` on the clock of `performance`. */
export function answerMeta(
  question: Question,
  source: AnswerMeta['source'],
  now: Date,
  begun: number,
): AnswerMeta {
  return {
    ...ends(question.period),
    timezone: question.zone,
    source,
    as_of: now.toISOString(),
    took_ms: Math.round((performance.now() - begun) * 10) / 10,
  };
}
