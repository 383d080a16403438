import Sequencer from '@jest/test-sequencer';

/** What takes half a minute or more. Where tests have run before, Jest remembers; here is for where they have not. */
const LONG = [
  'failures-lose-nothing-and-count-nothing-twice',
  'history-is-counted-right-',
  'journey-every-screen-is-accessible-',
  'platform-embedded-',
  'cli-commands-do-what-they-say',
  'journey-questions-are-built-',
  'journey-an-open-console-keeps-up',
  'tracker-',
  'journey-a-new-user-sees-',
  'numbers-equal-a-count-by-hand',
  'failures-of-one-stop-no-other',
  'pipeline-keeps-what-it-accepted',
  'removals-go-on-after-a-kill',
];

/** Begins with the files that take longest, so that no worker is left with one of them when the others are done. */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    const place = ({ path }) => {
      const found = LONG.findIndex((name) => path.includes(name));
      return found < 0 ? LONG.length : found;
    };
    return super.sort(tests).sort((a, b) => place(a) - place(b));
  }
}
