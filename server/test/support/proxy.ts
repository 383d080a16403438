import net from 'node:net';

/** A wire between the application and a store, which a test can cut, clog and mend. */
export interface Proxy {
  readonly port: number;
  /** Breaks every connection and refuses new ones. */
  cut(): Promise<void>;
  /** Lets everything through again. */
  mend(): Promise<void>;
  stop(): Promise<void>;
}

/** Listens on a free port and passes everything on to `target` of this machine. */
export async function startProxy(target: number): Promise<Proxy> {
  const sockets = new Set<net.Socket>();
  const track = (socket: net.Socket): void => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  };
  const server = net.createServer((inside) => {
    const outside = net.connect(target, '127.0.0.1');
    track(inside);
    track(outside);
    inside.pipe(outside).pipe(inside);
    inside.on('close', () => outside.destroy());
    outside.on('close', () => inside.destroy());
  });
  const listen = (port: number): Promise<void> =>
    new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  await listen(0);
  const { port } = server.address() as net.AddressInfo;
  const cut = async (): Promise<void> => {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  return {
    port,
    cut,
    mend: () => listen(port),
    stop: async () => (server.listening ? cut() : undefined),
  };
}
