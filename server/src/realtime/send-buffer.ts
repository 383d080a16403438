import type { Socket } from 'socket.io';

type Connection = Pick<Socket['conn'], 'on'>;

/** Most characters that may wait for one client: some ten seconds of a full stream. */
export const LARGEST_BUFFER = 4 * 1024 * 1024;

/**
 * Calls `onFull` once when more than `bound` characters wait for a client that does not take them: a client that stopped
 * reading must not fill the memory of the server.
 */
export function watchSendBuffer(
  connection: Connection,
  onFull: () => void,
  bound: number = LARGEST_BUFFER,
): void {
  let waiting = 0;
  let full = false;
  // Engine.IO hands packets to the transport («flush») only when the one before has left the process.
  connection.on('flush', () => {
    waiting = 0;
  });
  connection.on('packetCreate', ({ data }: { data?: unknown }) => {
    if (typeof data === 'string') waiting += data.length;
    if (waiting <= bound || full) return;
    full = true;
    // Not from within the sending of a message to a whole room.
    setImmediate(onFull);
  });
}
