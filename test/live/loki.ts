/** Loki, as far as a search for lines needs it: the output of all containers, with labels of their pods. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { LiveCluster } from './cluster/cluster';
import { NODE_ADDRESS } from './cluster/network';
import { DOMAIN } from './cluster/services';

/** Ports at which a URL of Loki ends in our cluster files: of the gateway, and of the process. */
const PORTS = [80, 3100];

/** Serves https://grafana.com/docs/loki/latest/reference/loki-http-api/ at the node. @param host of its URL in the data source */
export async function serveLoki(cluster: LiveCluster, host: string): Promise<void> {
  cluster.names.addAddress(host.endsWith(DOMAIN) ? host : `${host.replace(/\.svc$/, '')}.${DOMAIN}`, () => [NODE_ADDRESS]);
  for (const port of PORTS) {
    const server = createServer((request, response) => {
      const url = new URL(request.url ?? '/', 'http://loki');
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ status: 'success', data: answerTo(url, cluster) }));
    });
    server.listen(port, NODE_ADDRESS);
    await once(server, 'listening');
  }
}

function answerTo({ pathname, searchParams }: URL, cluster: LiveCluster): unknown {
  if (pathname.endsWith('/labels')) return ['namespace', 'pod'];
  if (!pathname.endsWith('/query_range')) return [];
  const { labels, texts } = parsed(searchParams.get('query') ?? '');
  const streams = cluster.pods.map(({ pod, log }) => ({ stream: { namespace: pod.namespace, pod: pod.name }, log }));
  const result = streams
    .filter(({ stream }) => labels.every(([name, isMatch]) => isMatch(stream[name as 'pod'] ?? '')))
    .map(({ stream, log }) => ({ stream, values: linesOf(log(), texts) }))
    .filter(({ values }) => values.length > 0);
  return { resultType: 'streams', result };
}

/** Lines with all of the texts, each with a time. */
const linesOf = (log: string, texts: readonly string[]): [time: string, line: string][] =>
  log
    .split('\n')
    .filter((line) => texts.every((text) => line.includes(text)))
    .map((line) => [`${Date.now()}000000`, line]);

/** `{namespace="traefik", pod=~"a.*"} |= "text"`, the part of LogQL for it. */
export function parsed(query: string): {
  readonly labels: [name: string, isMatch: (value: string) => boolean][];
  readonly texts: string[];
} {
  const [, selector = '', rest = ''] = /^\s*\{([^}]*)\}(.*)$/s.exec(query) ?? [];
  const labels = [...selector.matchAll(/(\w+)\s*(=~|=)\s*("(?:[^"\\]|\\.)*")/g)].map(([, name = '', operator, text = '""']) => {
    const wanted: string = JSON.parse(text);
    const pattern = new RegExp(`^(?:${wanted})$`);
    return [name, (value: string) => (operator === '=' ? value === wanted : pattern.test(value))] as [string, (value: string) => boolean];
  });
  const texts = [...rest.matchAll(/\|=\s*("(?:[^"\\]|\\.)*")/g)].map(([, text = '""']) => JSON.parse(text) as string);
  return { labels, texts };
}
