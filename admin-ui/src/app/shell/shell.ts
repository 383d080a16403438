import { Component, computed, effect, inject } from '@angular/core';
import { Button } from '../ui/button';
import { toSignal } from '@angular/core/rxjs-interop';
import {
  ActivatedRoute,
  type IsActiveMatchOptions,
  Router,
  RouterLink,
  RouterLinkActive,
  RouterOutlet,
} from '@angular/router';
import { Connection } from '../api/connection';
import { CurrentProject } from '../projects/current-project';
import { carriedAddress } from '../question/question';
import { Session } from '../session/session';
import { Dialogs } from '../ui/dialogs';
import { Icon } from '../ui/icon';
import { Menu } from '../ui/menu/menu';
import { MenuItem } from '../ui/menu/menu-item';
import { MenuTrigger } from '../ui/menu/menu-trigger';
import { Shortcuts } from '../ui/shortcuts';
import { ThemeChoice, themes } from '../ui/theme';
import { Brand } from './brand';
import { pages } from './pages';
import { SayPipe } from '../ui/words/say-pipe';
import { say } from '../ui/words/say';

const ANY_QUERY = {
  queryParams: 'ignored',
  fragment: 'ignored',
  matrixParams: 'ignored',
} as const;

/** The frame of every signed-in page: project switcher, the pages of the project, the account. */
@Component({
  selector: 'app-shell',
  imports: [
    SayPipe,
    Brand,
    Icon,
    Button,
    Menu,
    MenuItem,
    MenuTrigger,
    RouterLink,
    RouterLinkActive,
    RouterOutlet,
  ],
  templateUrl: './shell.html',
  styleUrl: './shell.scss',
})
export class Shell {
  private readonly router = inject(Router);
  private readonly dialogs = inject(Dialogs);
  private readonly connection = inject(Connection);
  protected readonly session = inject(Session);
  protected readonly theme = inject(ThemeChoice);
  protected readonly themes = themes;
  protected readonly current = inject(CurrentProject);

  protected readonly pages = pages;
  private readonly address = toSignal(inject(ActivatedRoute).queryParamMap, { requireSync: true });
  /** What is asked on this page goes along to the next; a page that does not ask it lets it lie. */
  protected readonly carried = computed(() => carriedAddress(this.address()));
  protected readonly whole: IsActiveMatchOptions = { ...ANY_QUERY, paths: 'exact' };
  protected readonly part: IsActiveMatchOptions = { ...ANY_QUERY, paths: 'subset' };

  protected readonly initial = computed(() => {
    const user = this.session.user();
    return (user?.full_name || user?.email || '?').slice(0, 1).toUpperCase();
  });

  constructor() {
    inject(Shortcuts).register([
      {
        keys: '?',
        label: say('Show this list'),
        group: say('General'),
        run: () => void this.showShortcuts(),
      },
      { keys: 'g p', label: say('Go to projects'), group: say('General'), run: () => this.go() },
      ...pages.map(({ path, label, key }) => ({
        keys: `g ${key}`,
        label: say('Go to: {0}', label),
        group: say('General'),
        run: () => this.goInside(path),
      })),
    ]);
    // A page opened while the server was away learns who is signed in when it returns.
    effect(() => {
      if (this.connection.returns() > 0) void this.session.resume();
    });
  }

  protected async showShortcuts(): Promise<void> {
    const load = () => import('../ui/shortcuts-dialog').then((m) => m.ShortcutsDialog);
    await this.dialogs.open(load, { width: '620px' });
  }

  private go(): void {
    void this.router.navigateByUrl('/projects');
  }

  private goInside(page: string): void {
    const project = this.current.project();
    if (!project) return;
    const path = ['/projects', project.id, ...(page ? [page] : [])];
    void this.router.navigate(path, { queryParams: this.carried() });
  }
}
