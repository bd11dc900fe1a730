/** The values of `--url NAME=URL`. */
import { targetName, WORKLOADS } from '../charts/tempo/names/workloads';
import { RECEIVER_NAMES, RECEIVERS, type Receiver, type ReceiverFacts } from '../charts/tempo/receivers';
import { UsageError } from '../lib/command-line/errors';
import { nearest } from '../lib/findings/nearest';
import type { EndName } from './ends/ends';

const COLLECTOR = 'collector-';

/** The name of a receiver of the collector: `collector-zipkin`. */
export const collectorEnd = (receiver: Receiver): EndName => `${COLLECTOR}${receiver}`;

/** Every end that can be named. */
const END_NAMES: readonly EndName[] = [
  ...['tempo', 'traefik', 'loki', 'prometheus', 's3'],
  ...RECEIVER_NAMES,
  ...RECEIVER_NAMES.map(collectorEnd),
  ...WORKLOADS.map(targetName),
];

/** How an end may be named, the usual one first. Receivers without a path that are not of UDP are of gRPC. */
function schemesOf(name: EndName): readonly [string, ...string[]] {
  const receivers: Readonly<Record<string, ReceiverFacts>> = RECEIVERS;
  const receiver = receivers[name.replace(COLLECTOR, '')];
  if (receiver?.isUdp) return ['udp:'];
  return receiver && !receiver.path ? ['http:', 'https:', 'tcp:'] : ['http:', 'https:'];
}

/**
 * @param text one `NAME=URL` per line
 * @throws UsageError
 */
export function urlsIn(text: string): ReadonlyMap<EndName, URL> {
  const urls = new Map<EndName, URL>();
  for (const line of text.split('\n').filter(Boolean)) {
    const [, name = line, address = ''] = /^([^=]*)=(.*)$/.exec(line) ?? [];
    if (!END_NAMES.includes(name)) {
      const meant = nearest(name, END_NAMES);
      throw new UsageError(
        `--url ${shown(line)}: unknown end ${name}; ${meant ? `did you mean ${meant}?` : `use one of ${END_NAMES.join(', ')}`}`,
      );
    }
    if (urls.has(name)) throw new UsageError(`--url ${shown(line)}: ${name} is named twice; keep one`);
    urls.set(name, parsed(line, name, address));
  }
  return urls;
}

function parsed(line: string, name: EndName, address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const schemes = schemesOf(name);
  const wrong = (problem: string) => new UsageError(`--url ${shown(line)}: ${problem}; use --url ${name}=${schemes[0]}//HOST:PORT`);
  if (!url || !KNOWN.includes(url.protocol) || url.hostname === '') throw wrong('not a URL');
  if (!schemes.includes(url.protocol)) throw wrong(`${name} is not reached by ${url.protocol.slice(0, -1)}`);
  if (url.username || url.password) throw wrong('has a user or a password, which no request would send');
  if (url.search || url.hash) throw wrong('has a query, which no request would send');
  if (url.port === '' && !url.protocol.startsWith('http')) throw wrong('has no port');
  return url;
}

const KNOWN = ['http:', 'https:', 'tcp:', 'udp:'];

/** Without what may be a secret. */
const shown = (line: string): string => (/[@?#]/.test(line) ? line.replace(/=.*/s, '=…') : line);
