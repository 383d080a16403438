type Area = Record<string, string | undefined>;

/**
 * Reads a key of `sessionStorage` or `localStorage`; keeps `value` under it when one is given, and
 * forgets the key when that is empty. Where storage cannot be had it gives back what it was given.
 */
export const stored = (
  area: 'sessionStorage' | 'localStorage',
  key: string,
  value?: string,
): string | undefined => {
  // TRICKY: reading `window.sessionStorage` itself throws where storage is blocked, and writing
  // throws when it is full. https://developer.mozilla.org/en-US/docs/Web/API/Window/sessionStorage#exceptions
  try {
    const storage = window[area] as unknown as Area;
    if (value === undefined) return storage[key];
    if (value) return (storage[key] = value);
    delete storage[key];
  } catch {
    return value;
  }
};
