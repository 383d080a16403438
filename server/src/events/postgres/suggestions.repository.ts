import { Injectable } from '@nestjs/common';
import type {
  PropertyName,
  PropertyNamesRequest,
  SuggestedValue,
  ValuesRequest,
} from '../suggestions.js';
import { HeavyQuestions } from './heavy-question.repository.js';
import { propertyNamesQuery, valuesQuery } from './suggestions.query.js';

/** What to offer while somebody types. */
@Injectable()
export class SuggestionsRepository {
  constructor(private readonly questions: HeavyQuestions) {}

  async propertyNames(request: PropertyNamesRequest): Promise<PropertyName[]> {
    return this.questions.rows<PropertyName>(propertyNamesQuery(request), 'light');
  }

  async values(request: ValuesRequest): Promise<SuggestedValue[]> {
    return this.questions.rows<SuggestedValue>(valuesQuery(request), 'light');
  }
}
