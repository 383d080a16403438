import type { Dimension } from '../ui/filter-chips/filter';
import { say } from '../ui/words/say';

/** What the bars of a panel count. */
export type Counted = 'visitors' | 'visits' | 'events';

export interface PanelTab {
  readonly dimension: Dimension;
  readonly label: string;
  readonly counted: Counted;
  /** Gathered behind one menu, where a panel has many. */
  readonly group?: string;
}

export interface PanelDescription {
  readonly name: string;
  readonly label: string;
  readonly tabs: readonly [PanelTab, ...PanelTab[]];
}

const tab = (
  dimension: Dimension,
  label: string,
  counted: Counted = 'visitors',
  group?: string,
): PanelTab => ({ dimension, label, counted, group });

/** The panels of the dashboard; the name of each is also its place in the address. */
export const panels: readonly PanelDescription[] = [
  {
    name: 'pages',
    label: say('Pages'),
    tabs: [
      tab('page', say('Top')),
      tab('entry_page', say('Entry'), 'visits'),
      tab('exit_page', say('Exit'), 'visits'),
    ],
  },
  {
    name: 'sources',
    label: say('Sources'),
    tabs: [
      tab('channel', say('Channels')),
      tab('source', say('Sources')),
      tab('referrer', say('Referrers')),
      tab('utm_source', say('Source'), 'visitors', 'UTM'),
      tab('utm_medium', say('Medium'), 'visitors', 'UTM'),
      tab('utm_campaign', say('Campaign'), 'visitors', 'UTM'),
      tab('utm_term', say('Term'), 'visitors', 'UTM'),
      tab('utm_content', say('Content'), 'visitors', 'UTM'),
    ],
  },
  {
    name: 'locations',
    label: say('Locations'),
    tabs: [
      tab('country', say('Countries')),
      tab('region', say('Regions')),
      tab('city', say('Cities')),
    ],
  },
  {
    name: 'devices',
    label: say('Devices'),
    tabs: [
      tab('browser', say('Browsers')),
      tab('os', say('Systems')),
      tab('device', say('Types')),
      tab('screen', say('Sizes')),
    ],
  },
  { name: 'events', label: say('Events'), tabs: [tab('event', say('Events'), 'events')] },
  {
    name: 'audience',
    label: say('Audience'),
    tabs: [
      tab('language', say('Languages')),
      tab('user', say('Users'), 'events'),
      tab('hostname', say('Hosts')),
    ],
  },
];

/** Those of a shared dashboard: nobody is named there. */
export const sharedPanels: readonly PanelDescription[] = panels.map((panel) => {
  const [first, ...rest] = panel.tabs;
  return { ...panel, tabs: [first, ...rest.filter(({ dimension }) => dimension !== 'user')] };
});

export const countedLabel: Record<Counted, string> = {
  visitors: say('Visitors'),
  visits: say('Visits'),
  events: say('Events'),
};
