/** Passes connections and datagrams on to a pod, as the node does for a Service. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';

export interface Target {
  readonly host: string;
  readonly port: number;
}

/** Something that listens. */
export interface Listener {
  close(): void;
}

/**
 * Listens for TCP connections.
 * @param next the pod for the next one; without any, the connection is closed
 */
export async function forwardTcp(address: string, port: number, next: () => Target | undefined): Promise<Listener> {
  const server = createServer({ allowHalfOpen: true }, (from) => {
    const target = next();
    if (!target) return void from.resetAndDestroy();
    const to = connect({ ...target, allowHalfOpen: true });
    from.pipe(to);
    to.pipe(from);
    from.on('error', () => to.destroy()).on('close', () => to.destroy());
    // Refused by the pod is refused by the Service.
    to.on('error', () => from.resetAndDestroy()).on('close', () => from.destroy());
  });
  server.listen(port, address);
  await once(server, 'listening');
  return server;
}

/** Listens for datagrams. Answers are not passed back: no receiver of traces sends any. */
export async function forwardUdp(address: string, port: number, next: () => Target | undefined): Promise<Listener> {
  const socket = createSocket('udp4');
  socket.on('message', (message) => {
    const target = next();
    if (target) socket.send(message, target.port, target.host);
  });
  socket.bind(port, address);
  await once(socket, 'listening');
  return socket;
}
