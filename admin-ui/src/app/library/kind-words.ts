import type { DefinitionKind } from '../question/definitions';
import type { IconName } from '../ui/icon-paths';
import { say } from '../ui/words/say';

interface KindWords {
  readonly icon: IconName;
  readonly heading: string;
  readonly hint: string;
  readonly make: string;
  /** When there are none: that, and how to get one. */
  readonly none: string;
  readonly way: string;
  /** What is lost when one is deleted. */
  readonly loss: string;
}

/** How each kind is spoken of. */
export const kindWords: Record<DefinitionKind, KindWords> = {
  question: {
    icon: 'bars',
    heading: say('Saved questions'),
    hint: say('Trends, funnels, retention and journeys, as they were built.'),
    make: say('Ask a question'),
    none: say('No question has been saved yet'),
    way: say('Build trends, a funnel, retention or journeys, and save them under a name.'),
    loss: say('Whoever has a link to it keeps the view, but it is not found here any more.'),
  },
  goal: {
    icon: 'target',
    heading: say('Goals'),
    hint: say(
      'What you want people to do: its conversions, rate and revenue are on the dashboard.',
    ),
    make: say('New goal'),
    none: say('No goal yet'),
    way: say('Say what you want people to do, an event or a page, and watch how many of them do.'),
    loss: say(
      'Its numbers leave the dashboard. The events stay. Filters that name it are refused.',
    ),
  },
  segment: {
    icon: 'bookmark',
    heading: say('Segments'),
    hint: say('A set of filters with a name, found wherever there are filters.'),
    make: say('New segment'),
    none: say('No segment yet'),
    way: say('Keep filters you use often under a name, such as «Mobile in Europe».'),
    loss: say('Questions and links that name it are refused.'),
  },
  cohort: {
    icon: 'users',
    heading: say('Cohorts'),
    hint: say('People by what they did or are, wherever and whenever that was.'),
    make: say('New cohort'),
    none: say('No cohort yet'),
    way: say('Gather people by what they did or are, such as «bought twice this year».'),
    loss: say('Questions and links that name it are refused.'),
  },
};
