/** The values of `--url NAME=URL`. */
import { RECEIVERS } from '../charts/tempo/receivers';
import { targetName, WORKLOADS } from '../charts/tempo/workloads';
import { UsageError } from '../lib/command-line/command';
import { nearest } from '../lib/findings/nearest';
import type { EndName } from './ends/ends';

/** Every end that can be named. */
export const END_NAMES: readonly EndName[] = [
  ...['tempo', 'traefik', 'loki', 'prometheus', 's3'],
  ...Object.keys(RECEIVERS),
  ...WORKLOADS.map(targetName),
];

const SCHEMES = ['http:', 'https:', 'tcp:', 'udp:'];

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
        `--url ${line}: unknown end ${name}; ${meant ? `did you mean ${meant}?` : `use one of ${END_NAMES.join(', ')}`}`,
      );
    }
    if (urls.has(name)) throw new UsageError(`--url ${line}: ${name} is named twice; keep one`);
    urls.set(name, parsed(line, name, address));
  }
  return urls;
}

function parsed(line: string, name: EndName, address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || !SCHEMES.includes(url.protocol) || url.hostname === '')
    throw new UsageError(`--url ${line}: not a URL; use --url ${name}=http://HOST:PORT`);
  return url;
}
