// TRICKY: reading `window.sessionStorage` itself throws where storage is blocked, and writing
// throws when it is full. https://developer.mozilla.org/en-US/docs/Web/API/Window/sessionStorage#exceptions
type Area = 'sessionStorage' | 'localStorage';

/** The value kept under a key, null when nothing is kept, `otherwise` when storage cannot be had. */
export function recall(area: Area, key: string, otherwise: string | null): string | null {
  try {
    return window[area].getItem(key);
  } catch {
    return otherwise;
  }
}

/** Keeps a value under a key; without storage the page's memory has to do. */
export function remember(area: Area, key: string, value: string): void {
  try {
    window[area].setItem(key, value);
  } catch {
    // What is in memory is all there is.
  }
}
