/** The address at which a collector answers the probes of its pod. */
import { hostOf, isLoopback } from '../../../lib/kubernetes/loopback';
import { at, leavesOf, listAt, mapAt, textAt } from '../../../lib/yaml/parsed';
import { defaultHost } from '../components/default-host-releases';
import { typeOf } from '../components/processors';
import { pipelinesOf } from './pipelines';
import { hasPlaceholder, hasPlaceholderAt } from './placeholders';

/** The extension. */
export const HEALTH = 'health_check';

/** Another one with several ways to ask it, which are not judged. */
const OTHER = /^health_?check_?v2$/;

export const HEALTH_PORT = 13133;

/**
 * Why a probe of HTTP fails; undefined if it does not, or if that is unknown. Without a path, the extension answers at `/`
 * (extension/healthcheckextension/factory.go).
 * @param host where it listens without an endpoint
 */
export function failsProbe(
  config: unknown,
  probe: { readonly port: number; readonly path: string },
  host = defaultHost(),
): string | undefined {
  const started = listAt(config, 'service', 'extensions').map(String);
  if (hasPlaceholderAt(config, 'service', 'extensions')) return undefined;
  if (started.some((name) => OTHER.test(typeOf(name)) || hasPlaceholder(name) || hasPlaceholderAt(config, 'extensions', name)))
    return undefined;
  if (othersAnswer(config, started, probe.port)) return undefined;
  const names = started.filter((name) => typeOf(name) === HEALTH);
  if (names.length === 0) return `service.extensions does not list ${HEALTH}`;
  const ends = names.map((name) => {
    const settings = at(config, 'extensions', name);
    return { name, endpoint: textAt(settings, 'endpoint') ?? `${host}:${HEALTH_PORT}`, path: textAt(settings, 'path') ?? '/' };
  });
  const isPort = ({ endpoint }: { readonly endpoint: string }) => isAtPort(endpoint, probe.port);
  const found = ends.find(isPort);
  if (!found) return `${names.join(' and ')} listens at ${ends.map(({ endpoint }) => endpoint).join(' and ')}`;
  if (isLoopback(hostOf(found.endpoint))) return `${found.name} listens on localhost alone`;
  return ends.some((end) => isPort(end) && (end.path === probe.path || hasPlaceholder(end.path)))
    ? undefined
    : `${found.name} answers at the path ${found.path}`;
}

/** Whether an address, or a port alone, has a port, which may be known only later. */
const isAtPort = (address: string, port: number): boolean =>
  address === String(port) || address.endsWith(`:${port}`) || (hasPlaceholder(address) && address.endsWith('}'));

/** The fields with an address, or with its port. */
const ADDRESS = /(endpoint|address|port)$/;

/** Whether another extension, a receiver or the server of its metrics has a port, or may have it. What they answer is not judged. */
function othersAnswer(config: unknown, started: readonly string[], port: number): boolean {
  const others = [
    ...started.filter((name) => typeOf(name) !== HEALTH).map((name) => at(config, 'extensions', name)),
    ...pipelinesOf(config).flatMap(({ receivers }) => receivers.map((name) => at(config, 'receivers', name))),
    mapAt(config, 'service', 'telemetry', 'metrics'),
  ];
  return others.some(
    (settings) =>
      hasPlaceholder(settings) ||
      leavesOf(settings).some(([path, value]) => ADDRESS.test(String(path.at(-1))) && isAtPort(String(value), port)),
  );
}
