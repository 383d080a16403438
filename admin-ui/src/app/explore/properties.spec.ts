import type { EventRow } from '../api/models';
import { propertyNames, propertyText } from './properties';

const withProperties = (properties: Record<string, unknown>) => ({ properties }) as EventRow;

describe('properties as columns', () => {
  it('offers each name once', () => {
    const rows = [withProperties({ plan: 'pro', price: 3 }), withProperties({ plan: 'free' })];
    expect(propertyNames(rows)).toEqual(['plan', 'price']);
  });

  it('shows what is nested as JSON and tells nothing from false', () => {
    expect(propertyText({ sku: 'tea' })).toBe('{"sku":"tea"}');
    expect(propertyText(false)).toBe('false');
    expect(propertyText(0)).toBe(0);
    expect(propertyText(undefined)).toBeNull();
  });
});
