/** `emojivoto` of the cluster file, if the demo runs. */
import { placeText } from '../../lib/findings/sentence';
import { at, listAt, textAt } from '../../lib/yaml/parsed';
import type { Stack } from '../../verify/stack';
import type { Values } from './running';
import type { Told } from './told';

/** @returns undefined without the demo; the host is that of its Ingress */
export function emojivotoOf({ objects }: Stack, told: Told): Values | undefined {
  const web = objects.find(
    ({ object, namespace }) => object.kind === 'Deployment' && object.metadata.name === 'web' && namespace === 'emojivoto',
  );
  if (!web) return undefined;
  told.from('emojivoto', placeText(web.place));
  const ingress = objects.find(({ object, namespace }) => object.kind === 'Ingress' && namespace === 'emojivoto');
  const host = textAt(at(ingress?.object, 'spec', 'rules', 0), 'host');
  const entrypoint = ingress?.object.metadata.annotations?.['traefik.ingress.kubernetes.io/router.entrypoints'];
  return { ...(host && { host }), ...(entrypoint && entrypoint !== 'web' && { entrypoint }) };
}

/** The domain of the hosts of Ingresses, without the name of the application; undefined without one. */
export function domainOf({ objects }: Stack): string | undefined {
  const hosts = objects
    .filter(({ object }) => object.kind === 'Ingress')
    .flatMap(({ object }) => listAt(object, 'spec', 'rules').map((rule) => textAt(rule, 'host') ?? ''));
  const domains = hosts
    .filter((host) => host.split('.').length > 2 && !host.startsWith('*'))
    .map((host) => host.slice(host.indexOf('.') + 1));
  return domains[0];
}
