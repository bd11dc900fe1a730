/** Compares the trace headers that Traefik sends with those that everything behind it reads. */
import { linkerdReleases } from '../../../charts/linkerd/releases';
import { traefikProduct } from '../../../charts/traefik/product';
import { error, type Finding } from '../../../lib/findings/finding';
import { listed } from '../../../lib/findings/listed';
import type { World } from '../../stack';
import { type TraefikProcess, tracesBy } from '../../uses/traefik';
import type { Lookup } from '../../world/lookup';
import { versionOfImage } from '../../world/tempo';
import { IDENTITY_RULES } from './rules';

export function checkPropagation(traefik: TraefikProcess, world: World, lookup: Lookup): Finding[] {
  if (tracesBy(traefik).length === 0) return [];
  const formats = formatsOf(traefik);
  const workloads = b3Workloads(lookup);
  const mesh = meshHeaders(world);
  const readers = [...workloads, ...(mesh === 'b3' ? ['Linkerd'] : [])];
  const { place } = traefik.pod.placed;
  if (readers.length > 0 && !formats.includes('b3multi')) return [error(place, unread(formats, readers), { subject: 'Traefik' })];
  if (workloads.length > 0 && mesh === 'w3c' && formats.includes('tracecontext'))
    return [error(place, outdated(formats, workloads), { subject: 'Traefik' })];
  return [];
}

const unread = (formats: readonly string[], readers: readonly string[]) =>
  IDENTITY_RULES.says(
    'unread-headers',
    `sends trace headers in the formats ${listed(formats)}, but ${listed(readers)} can only read B3, so a new trace starts there`,
    'set OTEL_PROPAGATORS to b3multi in its env',
  );

const outdated = (formats: readonly string[], workloads: readonly string[]) =>
  IDENTITY_RULES.says(
    'outdated-headers',
    `sends trace headers in the formats ${listed(formats)}; Linkerd then uses tracecontext and leaves B3 unchanged, but ${listed(workloads)} can only read B3`,
    'set OTEL_PROPAGATORS to b3multi alone in its env',
  );

/** Traefik 2 with Zipkin sends B3 in multiple headers; Traefik 3 reads the formats from OTEL_PROPAGATORS. */
function formatsOf({ container, isV2 }: TraefikProcess): readonly string[] {
  const propagators = isV2 ? undefined : container.env.find(({ name }) => name === 'OTEL_PROPAGATORS')?.value;
  const { propagation } = traefikProduct.at(versionOfImage(container.image) ?? traefikProduct.newest);
  return propagators?.split(',').map((format) => format.trim()) ?? propagation;
}

/** Namespaces with workloads that use OpenCensus, which reads only B3. */
const b3Workloads = ({ pods }: Lookup): readonly string[] => [
  ...new Set(
    pods
      .filter(({ containers }) => containers.some(({ env }) => env.some(({ name }) => name === 'OC_AGENT_HOST')))
      .flatMap(({ placed }) => placed.namespace ?? ''),
  ),
];

/** The headers that the proxies of Linkerd prefer; undefined without a mesh. */
function meshHeaders({ declared: { linkerdReadsW3c }, installations }: World): 'w3c' | 'b3' | undefined {
  if (linkerdReadsW3c !== undefined) return linkerdReadsW3c ? 'w3c' : 'b3';
  const extension = installations.find(({ chart }) => chart.name === 'linkerd-jaeger')?.chart.version;
  if (extension !== undefined) return extensionReadsW3c(extension) ? 'w3c' : 'b3';
  return installations.some(({ chart }) => chart.name === 'linkerd-control-plane') ? 'w3c' : undefined;
}

/** Looked up by the release of the Jaeger extension. An unknown release is treated as new. */
function extensionReadsW3c(extension: string): boolean {
  const releases = linkerdReleases.versions.map((version) => linkerdReleases.find(version).release);
  return releases.find((release) => release?.extension === extension)?.readsW3c ?? true;
}
