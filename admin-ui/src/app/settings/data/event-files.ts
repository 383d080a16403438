import { Service, inject } from '@angular/core';
import { Session } from '../../session/session';
import { countLines } from './lines';

export interface FileProgress {
  readonly events: number;
  readonly total: number;
}

/** Fetches files of events, and says how far it is. */
@Service()
export class EventFiles {
  private readonly session = inject(Session);

  /** The whole file; `headed` when its first line is no event. Throws an `AbortError` once `left` is aborted. */
  async fetch(
    url: string,
    { gzip, headed, left }: { gzip: boolean; headed: boolean; left: AbortSignal },
    progressed: (progress: FileProgress) => void,
  ): Promise<Blob> {
    const token = (await this.session.token()) ?? '';
    const headers = { Authorization: `Bearer ${token}` };
    const answer = await fetch(url, { headers, signal: left });
    if (!answer.ok || !answer.body) throw await refusalOf(answer);
    const total = Number(answer.headers.get('x-total-count') ?? 0);
    let lines = headed ? -1 : 0;
    progressed({ events: 0, total });
    const counted = answer.body.pipeThrough(
      new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
        transform(bytes, after) {
          lines += countLines(bytes);
          progressed({ events: Math.min(total, Math.max(0, lines)), total });
          after.enqueue(bytes);
        },
      }),
    );
    // Packed here and not on the way, so that the lines can be counted.
    const file = gzip ? counted.pipeThrough(new CompressionStream('gzip')) : counted;
    return new Response(file).blob();
  }
}

async function refusalOf(answer: Response): Promise<unknown> {
  const { status, headers } = answer;
  const error: unknown = await answer.json().catch(() => null);
  return { status, headers, error };
}
