import type { Happening } from './stored.js';

export function happenings(now: number, count?: number): Happening[];
export const ANONYMOUS: string;
export const USER: string;
export const TRAITS: Record<string, unknown>;
