import { Component, inject, signal } from '@angular/core';
import { Avatar } from '../ui/avatar';
import { Button } from '../ui/button';
import { Card } from '../ui/card';
import { MinuteBars } from '../ui/charts/minute-bars';
import { Sparkline } from '../ui/charts/sparkline';
import { TimeLine } from '../ui/charts/time-line';
import { CopySnippet } from '../ui/code/copy-snippet';
import { Confirm } from '../ui/confirm';
import { Delta } from '../ui/delta/delta';
import { EmptyState } from '../ui/empty-state';
import { ErrorState } from '../ui/error-state';
import { type Chip, FilterChips } from '../ui/filter-chips/filter-chips';
import { Flag } from '../ui/country';
import { Field } from '../ui/form/field';
import { Hint } from '../ui/hint';
import { Icon } from '../ui/icon';
import { type IconName, iconPaths } from '../ui/icon-paths';
import { LiveDot } from '../ui/live-dot';
import { Menu } from '../ui/menu/menu';
import { MenuItem } from '../ui/menu/menu-item';
import { MenuTrigger } from '../ui/menu/menu-trigger';
import { PageHeader } from '../ui/page-header';
import { PropertyTree } from '../ui/property-tree';
import { RangePicker } from '../ui/range-picker/range-picker';
import type { Range } from '../ui/range-picker/range';
import { SearchBox } from '../ui/search-box';
import { Skeleton } from '../ui/skeleton';
import type { Column } from '../ui/table/column';
import { DataTable } from '../ui/table/data-table';
import { Tabs } from '../ui/tabs';
import { ThemeSwitch } from '../ui/theme-switch';
import { TimeAgo } from '../ui/time/time-ago';
import { Toasts } from '../ui/toast';
import * as sample from './samples';

/** The design system on one page: what there is, how it looks in both themes, how it answers. */
@Component({
  selector: 'app-gallery',
  imports: [
    Avatar,
    Button,
    Card,
    CopySnippet,
    DataTable,
    Delta,
    EmptyState,
    ErrorState,
    Field,
    FilterChips,
    Flag,
    Hint,
    Icon,
    LiveDot,
    Menu,
    MenuItem,
    MenuTrigger,
    MinuteBars,
    PageHeader,
    PropertyTree,
    RangePicker,
    SearchBox,
    Skeleton,
    Sparkline,
    Tabs,
    ThemeSwitch,
    TimeAgo,
    TimeLine,
  ],
  templateUrl: './gallery.html',
  styleUrl: './gallery.scss',
})
export class Gallery {
  private readonly confirm = inject(Confirm);
  protected readonly toasts = inject(Toasts);
  protected readonly colours = sample.colours;
  protected readonly sizes = sample.sizes;
  protected readonly spaces = sample.spaces;
  protected readonly icons = Object.keys(iconPaths) as IconName[];
  protected readonly filters: readonly Chip[] = [
    { what: 'Country is', value: 'Nepal or Germany' },
    { what: 'Page starts with', value: '/docs' },
  ];
  protected readonly range = signal<Range>({ kind: 'preset', preset: '7d' });
  protected readonly now = Date.now();
  protected readonly earlier = new Date(this.now - 200_000).toISOString();
  protected readonly points = sample.points(1);
  protected readonly before = sample.points(0.8);
  protected readonly minutes = sample.minutes;
  protected readonly rows = sample.rows;
  protected readonly columns: readonly Column<sample.Row>[] = [
    { key: 'page', label: 'Page', value: ({ page }) => page },
    { key: 'views', label: 'Views', value: ({ views }) => views, numeric: true, share: true },
  ];
  protected readonly tree = { plan: 'pro', seats: 3, trial: false, owner: { name: 'Ada' } };
  protected readonly code = '<script defer src="/tracker.js"></script>';
  protected readonly tabs = [
    { id: 'one', label: 'One' },
    { id: 'two', label: 'Two' },
  ];
  protected readonly tab = signal('one');
  protected readonly failure = { status: 503, error: null };

  protected ask(): void {
    void this.confirm.ask({
      title: 'Delete «Halden»?',
      text: 'This cannot be undone.',
      action: 'Delete',
    });
  }
}
