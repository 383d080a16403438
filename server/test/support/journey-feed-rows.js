// Runs in the console before its own scripts: notes when each row of the feed was first drawn.
window.feedRows = [];
const noted = new WeakSet();
const observer = new MutationObserver(() => {
  const at = Date.now();
  // The newest is on top, also of those drawn at once.
  const rows = [...document.querySelectorAll('app-feed-list li button.event')].reverse();
  for (const row of rows) {
    if (noted.has(row)) continue;
    noted.add(row);
    const text = (part) => row.querySelector(part).textContent.trim();
    window.feedRows.push({ event: text('.name .cut'), path: text('.where'), at });
  }
});
observer.observe(document, { childList: true, subtree: true });
