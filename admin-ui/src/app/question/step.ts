/** What somebody does: an event by its name, or views of a page (`*` stands for anything). */
export interface Step {
  readonly kind: 'event' | 'page';
  readonly value: string;
}

/** A step as a readable part of the address: `event:signup`, `page:/pricing*`. */
export function encodeStep({ kind, value }: Step): string {
  return `${kind}:${value}`;
}

/** Reads what `encodeStep` wrote; null for anything a person made up. */
export function decodeStep(text: string | null): Step | null {
  const [, kind, value] = /^(event|page):([\s\S]*)$/.exec(text ?? '') ?? [];
  return kind === 'event' || kind === 'page' ? { kind, value: value ?? '' } : null;
}

/** A step as the API takes it. */
export function askedStep({ kind, value }: Step): { event: string } | { page: string } {
  return kind === 'event' ? { event: value.trim() } : { page: value.trim() };
}

export const isWhole = (step: Step | null): step is Step =>
  step !== null && step.value.trim() !== '';
