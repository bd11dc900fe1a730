/** The address at which a collector answers the probes of its pod. */
import { hostOf, isLoopback } from '../../lib/kubernetes/loopback';
import { at, listAt, textAt } from '../../lib/yaml/parsed';
import { hasPlaceholder, hasPlaceholderAt } from './placeholders';
import { typeOf } from './processors';

/** The extension. */
export const HEALTH = 'health_check';

/** Another one with several ways to ask it, which are not judged. */
const OTHER = /^health_?check_?v2$/;

export const HEALTH_PORT = 13133;

/**
 * Why a probe of HTTP fails; undefined if it does not, or if that is unknown. Without an endpoint, the extension listens on localhost, and
 * at `/` (extension/healthcheckextension/factory.go).
 */
export function failsProbe(config: unknown, probe: { readonly port: number; readonly path: string }): string | undefined {
  const started = listAt(config, 'service', 'extensions').map(String);
  if (hasPlaceholderAt(config, 'service', 'extensions')) return undefined;
  if (started.some((name) => OTHER.test(typeOf(name)) || hasPlaceholder(name) || hasPlaceholderAt(config, 'extensions', name)))
    return undefined;
  const names = started.filter((name) => typeOf(name) === HEALTH);
  if (names.length === 0) return `service.extensions does not list ${HEALTH}`;
  const ends = names.map((name) => {
    const settings = at(config, 'extensions', name);
    return { name, endpoint: textAt(settings, 'endpoint') ?? `localhost:${HEALTH_PORT}`, path: textAt(settings, 'path') ?? '/' };
  });
  const isPort = ({ endpoint }: { readonly endpoint: string }) =>
    endpoint.endsWith(`:${probe.port}`) || (hasPlaceholder(endpoint) && endpoint.endsWith('}'));
  const found = ends.find(isPort);
  if (!found) return `${names.join(' and ')} listens at ${ends.map(({ endpoint }) => endpoint).join(' and ')}`;
  if (isLoopback(hostOf(found.endpoint))) return `${found.name} listens on localhost alone`;
  return ends.some((end) => isPort(end) && (end.path === probe.path || hasPlaceholder(end.path)))
    ? undefined
    : `${found.name} answers at the path ${found.path}`;
}
