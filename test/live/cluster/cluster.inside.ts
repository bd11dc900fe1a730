/** Runs a small cluster of Node.js programs for cluster.test.ts, and prints what is seen in it, as JSON. */
import { resolve4, resolveSrv } from 'node:dns/promises';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadAll } from 'js-yaml';
import type { Manifest } from '../../../verify/stack';
import { LiveCluster } from './cluster';

/** The answer of a URL as JSON or text, or why there is none. */
async function got(url: string): Promise<unknown> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5000) });
    const text = await response.text();
    return text.startsWith('{') ? JSON.parse(text) : text;
  } catch (error) {
    const { cause } = error as { cause?: { code?: string } };
    return cause?.code ?? String(error);
  }
}

const failure = (error: { code?: string }) => error.code;

async function inFolder(): Promise<object> {
  const folder = mkdtempSync(path.join(tmpdir(), 'live-small-'));
  try {
    const objects = loadAll(readFileSync('test/live/cluster/small.yaml', 'utf8')) as Manifest[];
    const cluster = await LiveCluster.start({ objects, folder });
    return { folder, ...(await seen(cluster).finally(() => cluster.stop())) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function seen(cluster: LiveCluster): Promise<object> {
  // While its init container runs.
  const slow = cluster.podsOf('slow');
  await slow[0]?.restart();
  const [web, database, job, waiting] = ['web', 'database', 'job', 'waiting'].map((name) => cluster.podsOf(name));
  const unready = await cluster.unready(30, [...(web ?? []), ...(database ?? []), ...(job ?? [])]);
  const first = {
    unready: unready.map((pod) => `${pod.pod.name} ${pod.state}\n${pod.log()}`),
    web: await got('http://web.front'),
    otherPort: await got('http://web.front:81'),
    byPod: await got('http://database-1.database.back.svc.cluster.local:8080/count'),
    headless: await resolve4('database.back.svc.cluster.local').catch(failure),
    records: await resolveSrv('_http._tcp.database.back.svc.cluster.local'),
    unknown: await resolve4('nobody.front.svc.cluster.local').catch(failure),
    outside: await got('http://192.0.2.1'),
    job: job?.[0]?.log(),
    waiting: waiting?.[0]?.state,
  };
  await database?.[1]?.restart();
  await cluster.unready(30, database);
  const counted = await got('http://database-1.database.back.svc.cluster.local:8080/count');
  await got('http://web.front/fail');
  const end = Date.now() + 20_000;
  while (web?.[0]?.restarts === 0 && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 100));
  const killed = web?.[0]?.restarts;
  await cluster.unready(20, slow);
  return { ...first, counted, killed, slow: slow[0]?.log('slow') };
}

inFolder().then(
  (all) => {
    console.log(JSON.stringify(all));
    process.exit(0);
  },
  (error) => {
    console.error(error);
    process.exit(1);
  },
);
