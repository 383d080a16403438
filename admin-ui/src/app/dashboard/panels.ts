import type { Dimension } from '../ui/filter-chips/filter';

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
    label: 'Pages',
    tabs: [
      tab('page', 'Top'),
      tab('entry_page', 'Entry', 'visits'),
      tab('exit_page', 'Exit', 'visits'),
    ],
  },
  {
    name: 'sources',
    label: 'Sources',
    tabs: [
      tab('channel', 'Channels'),
      tab('source', 'Sources'),
      tab('referrer', 'Referrers'),
      tab('utm_source', 'Source', 'visitors', 'UTM'),
      tab('utm_medium', 'Medium', 'visitors', 'UTM'),
      tab('utm_campaign', 'Campaign', 'visitors', 'UTM'),
      tab('utm_term', 'Term', 'visitors', 'UTM'),
      tab('utm_content', 'Content', 'visitors', 'UTM'),
    ],
  },
  {
    name: 'locations',
    label: 'Locations',
    tabs: [tab('country', 'Countries'), tab('region', 'Regions'), tab('city', 'Cities')],
  },
  {
    name: 'devices',
    label: 'Devices',
    tabs: [
      tab('browser', 'Browsers'),
      tab('os', 'Systems'),
      tab('device', 'Types'),
      tab('screen', 'Sizes'),
    ],
  },
  { name: 'events', label: 'Events', tabs: [tab('event', 'Events', 'events')] },
  {
    name: 'audience',
    label: 'Audience',
    tabs: [tab('language', 'Languages'), tab('user', 'Users', 'events'), tab('hostname', 'Hosts')],
  },
];

export const countedLabel: Record<Counted, string> = {
  visitors: 'Visitors',
  visits: 'Visits',
  events: 'Events',
};
