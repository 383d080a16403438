/** A UUID version 7 (RFC 9562): 48 bits of `now` in milliseconds, the rest random. */
export function uuid7(now: number): string {
  const time = now.toString(16).padStart(12, '0').replace(/.{8}/, '$&-');
  return `${time}-7xxx-yxxx-xxxxxxxxxxxx`.replace(/[xy]/g, (slot) => {
    const digit = (crypto.getRandomValues(new Uint8Array(1))[0] as number) % 16;
    return (slot === 'x' ? digit : (digit & 3) | 8).toString(16);
  });
}
