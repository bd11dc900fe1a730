/** The fields in which Traefik may log the trace id. */
import { bundledTraefik, k3sReleases } from '../../../charts/traefik/k3s-releases';
import { traefikProduct } from '../../../charts/traefik/product';
import { traceIdFieldOf } from '../../../charts/traefik/releases';
import type { World } from '../../stack';
import type { TraefikProcess } from '../../uses/traefik';
import { versionOfImage } from '../../world/tempo';

/** The most likely one first. */
export function loggedFields({ pod: { placed }, container }: TraefikProcess, world: World): readonly string[] {
  const version = versionOfImage(container.image);
  const own = version === undefined ? [] : traefikProduct.at(version).traceIdFields;
  const bundled = bundledField(placed.place.file, world);
  return bundled ? [bundled, ...own.filter((other) => other !== bundled)] : own;
}

/** k3s may run a newer Traefik than the chart that it packages. */
function bundledField(file: string, { installations, declared: { k3s } }: World): string | undefined {
  const isBundled = installations.some(({ bundled, place }) => bundled && place.file === file);
  const release = isBundled && k3s !== undefined ? k3sReleases.find(k3s).release : undefined;
  return release && traceIdFieldOf(bundledTraefik(release));
}
