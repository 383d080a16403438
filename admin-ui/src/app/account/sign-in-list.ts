import { httpResource } from '@angular/common/http';
import { Component, computed, inject } from '@angular/core';
import { Button } from '../ui/button';
import { Api, apiUrl } from '../api/api';
import type { Page, SignIn } from '../api/models';
import { sentenceOf } from '../api/problem';
import { Card } from '../ui/card';
import { Confirm } from '../ui/confirm';
import { ErrorState } from '../ui/error-state';
import { Icon } from '../ui/icon';
import { Skeleton } from '../ui/skeleton';
import { TimeAgo } from '../ui/time/time-ago';
import { Toasts } from '../ui/toast';
import { SayPipe } from '../ui/words/say-pipe';
import { say } from '../ui/words/say';

/** Where the account is signed in; each place can be ended from here. */
@Component({
  selector: 'app-sign-in-list',
  imports: [SayPipe, Card, ErrorState, Icon, Button, Skeleton, TimeAgo],
  templateUrl: './sign-in-list.html',
  styleUrl: './sign-in-list.scss',
})
export class SignInList {
  private readonly api = inject(Api);
  private readonly confirm = inject(Confirm);
  private readonly toasts = inject(Toasts);

  protected readonly answer = httpResource<Page<SignIn>>(() => apiUrl`/auth/sessions`);
  protected readonly places = computed(() =>
    this.answer.hasValue()
      ? this.answer.value().data.toSorted((a, b) => Number(b.current) - Number(a.current))
      : null,
  );
  protected readonly hasOthers = computed(() => this.places()?.some(({ current }) => !current));

  protected async end(place: SignIn): Promise<void> {
    const sure = await this.confirm.ask({
      title: say('End this session?'),
      text: say('{0} is signed out within a second.', place.device ?? say('The device')),
      action: say('End session'),
    });
    if (sure) await this.run(() => this.api.delete(apiUrl`/auth/sessions/${place.id}`));
  }

  protected async endOthers(): Promise<void> {
    const sure = await this.confirm.ask({
      title: say('End all other sessions?'),
      text: say('Every device but this one is signed out within a second.'),
      action: say('End the others'),
    });
    if (sure) await this.run(() => this.api.delete(apiUrl`/auth/sessions`));
  }

  private async run(command: () => Promise<unknown>): Promise<void> {
    try {
      await command();
      this.toasts.say(say('Signed out there'));
    } catch (refused) {
      this.toasts.complain(sentenceOf(refused));
    }
    this.answer.reload();
  }
}
