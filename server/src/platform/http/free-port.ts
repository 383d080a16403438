import net from 'node:net';

const PORTS_TO_TRY = 50;

/** The port somebody asked for is somebody else's. */
export class PortTaken extends Error {
  override readonly name = 'PortTaken';

  constructor(port: number) {
    super(
      `Port ${port} is busy. Choose another, for example: PORT=${port + 1} make start\n` +
        `(Whoever has it: lsof -i :${port})`,
    );
  }
}

/** `wanted` when it is free; else the next free one if `mayMove`, else PortTaken. */
export async function choosePort(wanted: number, host: string, mayMove: boolean): Promise<number> {
  const last = mayMove ? Math.min(wanted + PORTS_TO_TRY, 65_535) : wanted;
  for (let port = wanted; port <= last; port += 1) {
    if (await isFree(port, host)) return port;
  }
  throw new PortTaken(wanted);
}

async function isFree(port: number, host: string): Promise<boolean> {
  const probe = net.createServer();
  return new Promise((resolve, reject) => {
    probe.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(false);
      else reject(error);
    });
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });
}
