import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { bodyOf } from './whole-answer';

const LATE = new Error('late');

/** What is read of an answer. @param write what a server does with it after its headers @param time in milliseconds */
async function read(write: (response: http.ServerResponse) => void, time: number): Promise<string> {
  const server = http.createServer((_, response) => write(response.writeHead(200)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const response = await new Promise<http.IncomingMessage>((resolve, reject) => {
      http.get({ host: '127.0.0.1', port: (server.address() as AddressInfo).port, agent: false }, resolve).on('error', reject);
    });
    return String(await bodyOf(response, { time, late: LATE }));
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

test('an answer in parts is read as a whole', async () => {
  expect(await read((response) => response.write('a', () => response.end('b')), 5000)).toBe('ab');
});

test('an answer that goes on byte by byte ends in time', async () => {
  const drip = (response: http.ServerResponse) => {
    const timer = setInterval(() => response.write('a'), 20);
    response.on('close', () => clearInterval(timer));
  };

  await expect(read(drip, 200)).rejects.toBe(LATE);
});

test('an answer without an end is not kept', async () => {
  const flood = (response: http.ServerResponse): void => {
    if (!response.destroyed) response.write(Buffer.alloc(1_000_000), () => setImmediate(flood, response));
  };

  await expect(read(flood, 5000)).rejects.toThrow('answers more than 16 MB');
});
