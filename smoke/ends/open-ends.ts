/** The ends of one run: each is forwarded once, when a step asks for it. */
import type { Endpoint } from '../../charts/component';
import { EndError, type EndName, type Ends, type PodPort, type Reached } from './ends';
import type { Kubectl } from './kubectl';
import { type Forward, portForward } from './port-forward';

/** @param urls those of `--url`, by name */
export function openEnds(urls: ReadonlyMap<EndName, URL>, kubectl: Kubectl | undefined): Ends {
  const forwards = new Map<string, Promise<Forward>>();
  const closed = new AbortController();

  const forwarded = async (end: EndName, object: string, { namespace, port }: { readonly namespace: string; readonly port: number }) => {
    if (!kubectl) throw withoutKubectl(end);
    const key = `${namespace} ${object} ${port}`;
    const open = await forwards.get(key)?.catch(() => undefined);
    if (closed.signal.aborted) throw new EndError(end, 'is not reached any more', 'try again: smoke has ended', true);
    if (open?.isOpen()) return open.port;
    const started = portForward(kubectl, end, object, { namespace, port }, closed.signal);
    forwards.set(key, started);
    return (await started).port;
  };

  const at = (port: number, path: string, object: string, tls = false): Reached => ({
    ...{ host: '127.0.0.1', port, tls, transport: 'tcp' },
    base: `${tls ? 'https' : 'http'}://127.0.0.1:${port}${path}`,
    by: `port-forward of ${object}`,
  });

  const reachUrl = async (end: EndName, text: string, namespace: string): Promise<Reached> => {
    const url = new URL(text);
    const service = await serviceAt(url, namespace, kubectl);
    if (!service) return given(url, 'its own address');
    const tls = url.protocol === 'https:';
    const port = await forwarded(end, `service/${service.service}`, service);
    return at(port, pathOf(url), `Service ${service.service}`, tls);
  };

  return {
    isGiven: (name) => urls.has(name),
    reach: async (name, target) => {
      const url = urls.get(name);
      if (url) return given(url, '--url');
      if (!target) throw new EndError(name, 'has no address in dist/', `name it by --url ${name}=URL`, true);
      if ('url' in target) return reachUrl(name, target.url, target.namespace);
      const object = 'pod' in target ? `pod/${target.pod}` : `service/${target.service}`;
      return at(await forwarded(name, object, target), '', titleOf(target));
    },
    close: () => closed.abort(),
  };
}

const titleOf = (target: Endpoint | PodPort): string => ('pod' in target ? `pod ${target.pod}` : `Service ${target.service}`);

const pathOf = ({ pathname }: URL): string => pathname.replace(/\/+$/, '');

const DEFAULT_PORTS: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 };

function given(url: URL, by: string): Reached {
  const { protocol, hostname, host } = url;
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || (DEFAULT_PORTS[protocol] ?? 0),
    tls: protocol === 'https:',
    transport: protocol === 'udp:' ? 'udp' : 'tcp',
    base: `${protocol}//${host}${pathOf(url)}`,
    by,
  };
}

/** A name of a Service: `loki`, `loki.logging`, `loki.logging.svc.cluster.local`. */
const SERVICE_NAME = /^([a-z][a-z0-9-]*)(?:\.([a-z0-9][a-z0-9-]*)(?:\.svc(?:\.[a-z0-9.-]+)?)?)?$/;

/** The Service that a URL names; undefined for a server outside of the cluster. */
async function serviceAt(url: URL, namespace: string, kubectl: Kubectl | undefined): Promise<Endpoint | undefined> {
  const [, service, own = namespace] = SERVICE_NAME.exec(url.hostname) ?? [];
  if (!service) return undefined;
  const isCertain = url.hostname.includes('.svc');
  // `nas.local` may be either.
  if (!isCertain && !(await kubectl?.get('service', service, '-n', own))) return undefined;
  return { service, namespace: own, port: Number(url.port) || (DEFAULT_PORTS[url.protocol] ?? 0) };
}

const withoutKubectl = (end: EndName): EndError =>
  new EndError(end, 'without kubectl it is not reached', `let kubectl reach the cluster, or name the address by --url ${end}=URL`, true);
