const escaped = (text: string) => text.replace(/[%;]/g, encodeURIComponent);
const unescaped = (text: string) => text.replace(/%(25|3B)/gi, decodeURIComponent);

/** Several texts as one part of the address, whatever stands in them: `visitors;event:purchase`. */
export const joinParts = (parts: readonly string[]): string => parts.map(escaped).join(';');

/** Reads what `joinParts` wrote. */
export const splitParts = (text: string): string[] => text.split(';').map(unescaped);
