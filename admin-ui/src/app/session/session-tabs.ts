import { Service } from '@angular/core';
import type { Tokens } from '../api/models';

type Message = { kind: 'renewed'; tokens: Tokens } | { kind: 'ended' };

interface Listener {
  renewed(tokens: Tokens): void;
  ended(): void;
}

/** What the tabs of one browser tell each other about their common session. */
@Service()
export class SessionTabs {
  private readonly channel =
    typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('session');

  listen(listener: Listener): void {
    this.channel?.addEventListener('message', ({ data }: MessageEvent<Message>) => {
      if (data.kind === 'ended') listener.ended();
      else listener.renewed(data.tokens);
    });
  }

  tellRenewed(tokens: Tokens): void {
    this.channel?.postMessage({ kind: 'renewed', tokens } satisfies Message);
  }

  tellEnded(): void {
    this.channel?.postMessage({ kind: 'ended' } satisfies Message);
  }

  /**
   * Runs `work` while no other tab runs its own. The refresh token rotates and its reuse revokes the
   * session, so two tabs must never spend the same one. Outside a secure context there are no locks;
   * the server's short grace for reuse has to do there.
   */
  async oneAtATime<Result>(work: () => Promise<Result>): Promise<Result> {
    if (!('locks' in navigator) || !navigator.locks) return work();
    return navigator.locks.request('session-renewal', work);
  }
}
