/** What a customer's program tells an SDK, and what must be stored of it. Used on servers and in pages alike. */

const MINUTE = 60_000;
const names = ['order completed', 'Größe gewählt 世界 🎉', 'checkout/step 2'];

/** Fifty events: anonymous ones, a sign-in, those of the user; times over the last hour where the SDK may say them. */
export function happenings(now, count = 50) {
  return Array.from({ length: count }, (_, n) => ({
    n,
    name: names[n % names.length],
    // Not in order, and none in the future.
    at: now - ((n * 7) % 50) * MINUTE - n * 1_003,
    isAnonymous: n < 10,
    properties: {
      n,
      price: 12.5 + n,
      ünï: `héllo 世界 🎉 ${n}`,
      list: [1, 'två', null],
      nested: { deep: { er: true } },
    },
  }));
}

export const ANONYMOUS = 'visitor-of-a-phone';
export const USER = 'üser-1@example.com';
export const TRAITS = { email: USER, plan: 'pro 🎉' };
