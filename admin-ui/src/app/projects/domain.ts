/** The host of whatever a person typed or pasted: `https://www.Shop.example/cart` → `www.shop.example`. */
export function hostOf(typed: string): string | null {
  const text = typed.trim();
  if (text === '') return null;
  try {
    return new URL(/^[a-z]+:\/\//i.test(text) ? text : `https://${text}`).hostname || null;
  } catch {
    return null;
  }
}
