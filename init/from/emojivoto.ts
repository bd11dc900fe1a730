/** `emojivoto` of the cluster file, if the demo runs. */
import { placeText } from '../../lib/findings/sentence';
import { at, textAt } from '../../lib/yaml/parsed';
import type { Placed, Stack } from '../../verify/stack';
import { hostnamesOf, hostsOf, isHttpRoute, isRoute } from '../../verify/world/gateways';
import type { Values } from './running';
import type { Told } from './told';

/** @returns undefined without the demo; the host is that of its Ingress or HTTPRoute */
export function emojivotoOf({ objects }: Stack, told: Told): Values | undefined {
  const web = objects.find(
    ({ object, namespace }) => object.kind === 'Deployment' && object.metadata.name === 'web' && namespace === 'emojivoto',
  );
  if (!web) return undefined;
  told.from('emojivoto', placeText(web.place));
  const ingress = objects.find(({ object, namespace }) => object.kind === 'Ingress' && namespace === 'emojivoto');
  const host = textAt(at(ingress?.object, 'spec', 'rules', 0), 'host');
  const entrypoint = ingress?.object.metadata.annotations?.['traefik.ingress.kubernetes.io/router.entrypoints'];
  const route = ingress ? undefined : objects.find((placed) => isHttpRoute(placed) && placed.namespace === 'emojivoto');
  if (route) return ofRoute(route);
  return { ...(host && { host }), ...(entrypoint && entrypoint !== 'web' && { entrypoint }) };
}

function ofRoute(route: Placed): Values {
  const [host] = hostnamesOf(route);
  const entrypoint = textAt(at(route.object, 'spec', 'parentRefs', 0), 'sectionName');
  return { ...(host && { host }), ...(entrypoint && entrypoint !== 'web' && { entrypoint }), route: 'gateway' };
}

/** The domain of the hosts of Ingresses and HTTPRoutes, without the name of the application; undefined without one. */
export function domainOf({ objects }: Stack): string | undefined {
  const domains = objects
    .filter(isRoute)
    .flatMap(hostsOf)
    .filter((host) => host.split('.').length > 2 && !host.startsWith('*'))
    .map((host) => host.slice(host.indexOf('.') + 1));
  return domains[0];
}
