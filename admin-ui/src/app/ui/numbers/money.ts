import { locale as ownLocale } from '../language';

/** An amount in its currency, as the person's language writes it; without one a plain number. */
export function money(amount: number, currency: string | null, locale: string = ownLocale): string {
  const digits = { maximumFractionDigits: Math.abs(amount) < 1000 ? 2 : 0 };
  if (currency === null) return new Intl.NumberFormat(locale, digits).format(amount);
  try {
    return new Intl.NumberFormat(locale, {
      ...digits,
      minimumFractionDigits: 0,
      style: 'currency',
      currency,
    }).format(amount);
  } catch {
    // A property may say anything as its currency.
    return `${new Intl.NumberFormat(locale, digits).format(amount)} ${currency}`;
  }
}
