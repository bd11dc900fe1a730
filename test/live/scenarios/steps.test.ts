import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Live } from '../live';
import type { SmokeStep } from '../smoke';
import { mistakesIn, noTrace } from './steps';

const step = (title: string, verdict: string): SmokeStep => ({ title, verdict, text: 'why', rules: [] });

test('only a block may be not judged', () => {
  const steps = [step('rollout: counters', 'ok'), step('storage: block', 'not judged')];

  expect(mistakesIn({ steps })).toEqual([]);
  expect(mistakesIn({ steps: [...steps, step('vote: services', 'not judged'), step('receivers: zipkin', 'failed')] })).toEqual([
    'vote: services not judged: why',
    'receivers: zipkin failed: why',
  ]);
  expect(mistakesIn({ steps: [step('storage: block', 'failed')] })).toEqual(['storage: block failed: why']);
});

/** A step of a Tempo that answers every query so, without waiting. */
async function lost(code: number): Promise<string> {
  const server = http.createServer((_request, response) => void response.writeHead(code).end('{}'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const query = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let seen = '';
  const live = {
    step: async (_name: string, run: () => Promise<string>) => {
      seen = await run();
    },
  };
  try {
    await noTrace(live as unknown as Live, { query, receiver: '' }, { id: 'a1', name: 'x' }, 0);
    return seen;
  } catch (error) {
    return (error as Error).message;
  } finally {
    server.close().closeAllConnections();
  }
}

test('a trace is lost only if Tempo says so', async () => {
  expect(await lost(404)).toBe('trace a1 is not there any more');
  expect(await lost(500)).toBe('trace a1: HTTP 500 {}');
  expect(await lost(200)).toBe('trace a1 is still there');
});
