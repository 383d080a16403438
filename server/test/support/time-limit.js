import { addEventHandler } from 'jest-circus';

// A whole server starts in many a hook, and the machine may have other things to do.
const LONGEST_MS = 120_000;

/** Ends a test or hook that does not end by itself; the runner of these tests knows no limit. */
addEventHandler((event, state) => {
  const block = state.currentDescribeBlock;
  if (event.name === 'add_test') limit(block.children.at(-1));
  if (event.name === 'add_hook') limit(block.hooks.at(-1));
});

function limit(entry) {
  const { fn, timeout = LONGEST_MS } = entry;
  entry.fn = async () => {
    let timer;
    const late = new Promise((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error(`Not done after ${timeout} ms.`)), timeout);
    });
    try {
      await Promise.race([fn(), late]);
    } finally {
      clearTimeout(timer);
    }
  };
}
