/** The same work, but an exception goes to `report` instead of the page. */
export function quiet<Args extends unknown[], Result>(
  work: (...args: Args) => Result,
  report: (...parts: unknown[]) => void,
): (...args: Args) => Result | undefined {
  return (...args) => {
    try {
      return work(...args);
    } catch (error) {
      report(error);
    }
  };
}
