import { type Resource, type ResourceStatus, signal } from '@angular/core';
import { steady } from './steady';

function aResource() {
  const value = signal<number | undefined>(undefined);
  const status = signal<ResourceStatus>('loading');
  const error = signal<Error | undefined>(undefined);
  const resource = {
    value,
    status,
    error,
    hasValue: () => value() !== undefined && status() !== 'error',
  } as unknown as Resource<number | undefined>;
  return { value, status, error, resource };
}

describe('a steady answer', () => {
  it('stays while the next one is on its way, and says that it is old', () => {
    const { value, status, resource } = aResource();
    const answer = steady(resource, () => 'shop');
    value.set(7);
    status.set('resolved');
    expect([answer.value(), answer.stale()]).toEqual([7, false]);
    value.set(undefined);
    status.set('loading');
    expect([answer.value(), answer.stale()]).toEqual([7, true]);
  });

  it('stays when the next one fails, beside the reason', () => {
    const { value, status, error, resource } = aResource();
    const answer = steady(resource, () => 'shop');
    value.set(7);
    status.set('resolved');
    expect(answer.value()).toBe(7);
    error.set(new Error('away'));
    status.set('error');
    expect(answer.value()).toBe(7);
    expect(answer.error()).toEqual(new Error('away'));
  });

  it('does not outlive its subject', () => {
    const { value, status, resource } = aResource();
    const project = signal('shop');
    const answer = steady(resource, project);
    value.set(7);
    status.set('resolved');
    expect(answer.value()).toBe(7);
    value.set(undefined);
    status.set('loading');
    project.set('blog');
    expect(answer.value()).toBeUndefined();
  });
});
