import { cleanText } from '../door/clean.js';
import type { Step } from './arrival.js';

const VALUE_LENGTH = 200;

/** The five UTM parameters of the page's address. */
export const readCampaign: Step = ({ page, draft }) => {
  if (page === null || page.search === '') return null;
  const { searchParams } = page;
  draft.facts.utmSource = valueOf(searchParams, 'utm_source');
  draft.facts.utmMedium = valueOf(searchParams, 'utm_medium');
  draft.facts.utmCampaign = valueOf(searchParams, 'utm_campaign');
  draft.facts.utmTerm = valueOf(searchParams, 'utm_term');
  draft.facts.utmContent = valueOf(searchParams, 'utm_content');
  return null;
};

/** A parameter as it is stored; null when absent or empty. */
export function valueOf(parameters: URLSearchParams, name: string): string | null {
  const value = parameters.get(name);
  return value === null ? null : cleanText(value.trim().slice(0, VALUE_LENGTH)) || null;
}
