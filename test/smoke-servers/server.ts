/** Servers in this process that speak the HTTP APIs of the stack. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

/** A status, a body, which is JSON unless it is text, and headers. */
export type Said = readonly [status: number, body?: unknown, headers?: Readonly<Record<string, string>>];

export interface Server {
  readonly url: URL;
  readonly asked: Asked[];
  readonly close: () => void;
}

/**
 * Listens on a free port of the loopback interface.
 * @param answer undefined to end the connection without one
 */
export async function listen(answer: (asked: Asked) => Said | undefined): Promise<Server> {
  const asked: Asked[] = [];
  const server = http.createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part) => parts.push(part));
    request.on('end', () => {
      const { pathname, searchParams } = new URL(request.url ?? '', 'http://server');
      const one = {
        method: request.method ?? '',
        path: pathname,
        query: searchParams,
        headers: request.headers,
        body: String(Buffer.concat(parts)),
      };
      asked.push(one);
      const said = answer(one);
      if (!said) return void request.socket.destroy();
      const [status, body = '', headers = {}] = said;
      response.writeHead(status, headers);
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: new URL(`http://127.0.0.1:${port}`),
    asked,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
