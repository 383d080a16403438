// Runs in the console before its own scripts: notes when each row of the feed was first drawn.
const rows = () => [...document.querySelectorAll('app-feed-list li button.event')];
const drawnAt = new WeakMap();
const observer = new MutationObserver(() => {
  for (const row of rows()) if (!drawnAt.has(row)) drawnAt.set(row, Date.now());
});
observer.observe(document, { childList: true, subtree: true });

/** What the feed shows, as it happened; the newest is on top. */
window.feedRows = () =>
  rows()
    .reverse()
    .map((row) => {
      const text = (part) => row.querySelector(part).textContent.trim();
      return { event: text('.name .cut'), path: text('.where'), at: drawnAt.get(row) };
    });
