/** What people call themselves, under the names apps commonly send it; null when they did not say. */
export function nameOf({
  traits,
}: {
  readonly traits: Readonly<Record<string, unknown>>;
}): string | null {
  for (const key of ['name', 'full_name', 'username', 'email']) {
    const value = traits[key];
    if (typeof value === 'string' && value.trim() !== '') return value.trim();
  }
  return null;
}
