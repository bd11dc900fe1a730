/** Compares the trace headers that Traefik sends with those that everything behind it reads. */
import { CONTROL_PLANE_CHART, EXTENSION, linkerdWith } from '../../../charts/linkerd/releases';
import { ALL_PROPAGATORS, traefikProduct } from '../../../charts/traefik/product';
import { error, type Finding, note, type Statement, warning } from '../../../lib/findings/finding';
import { listed } from '../../../lib/findings/listed';
import type { World } from '../../stack';
import { hasSection, INGRESS_PROVIDER, type TraefikProcess, tracesBy } from '../../uses/traefik';
import type { Lookup } from '../../world/lookup';
import { versionOfImage } from '../../world/tempo';
import { sendsOpenCensus } from '../addresses/emojivoto';
import { IDENTITY_RULES } from './rules';

export function checkPropagation(traefik: TraefikProcess, world: World, lookup: Lookup): Finding[] {
  if (tracesBy(traefik).length === 0 || (!world.isOurs && !servesRoutes(traefik, world))) return [];
  const formats = formatsOf(traefik);
  const unknown = traefik.isV2 ? [] : formats.filter((format) => !PROPAGATORS.includes(format));
  if (unknown.length > 0)
    return [(world.isOurs ? error : warning)(traefik.pod.placed.place, unknownFormats(unknown), { subject: 'Traefik' })];
  const workloads = b3Workloads(lookup);
  const mesh = meshHeaders(world);
  const readers = [...workloads, ...(mesh === 'b3' ? ['Linkerd'] : [])];
  const { place } = traefik.pod.placed;
  if (mesh === 'w3c' && !formats.some((format) => ['tracecontext', 'b3multi'].includes(format)))
    return [error(place, unreadByMesh(formats), { subject: 'Traefik' })];
  if (readers.length > 0 && !formats.includes('b3multi')) return [error(place, unread(formats, readers), { subject: 'Traefik' })];
  return [
    ...(workloads.length > 0 && mesh === 'w3c' && formats.includes('tracecontext') ? [outdated(formats, workloads)] : []),
    ...foreignContext(traefik, formats, world),
  ].map((statement) => note(place, statement, { subject: 'Traefik' }));
}

/** Whether the routes that are here may be those of a Traefik, of which others have several. */
function servesRoutes({ flags, staticFile }: TraefikProcess, { objects }: World): boolean {
  if (staticFile !== undefined) return false;
  if ([INGRESS_PROVIDER, 'providers.kubernetescrd'].some((provider) => hasSection(flags, provider))) return true;
  return hasSection(flags, 'providers.kubernetesgateway') && objects.some(({ object }) => object.kind === 'HTTPRoute');
}

/** The names that Traefik 3 knows (go.opentelemetry.io/contrib/propagators/autoprop). */
const PROPAGATORS = ['tracecontext', 'baggage', 'b3', 'b3multi', 'jaeger', 'xray', 'ottrace', 'none'];

const unknownFormats = (unknown: readonly string[]): Statement =>
  IDENTITY_RULES.says(
    'unknown-propagator',
    `OTEL_PROPAGATORS has ${listed(unknown.map((format) => format || '(empty)'))}, which Traefik does not know and leaves out`,
    `use ${ALL_PROPAGATORS}`,
  );

const ALL = `set OTEL_PROPAGATORS to ${ALL_PROPAGATORS} in its env`;

const unread = (formats: readonly string[], readers: readonly string[]) =>
  IDENTITY_RULES.says(
    'unread-headers',
    `sends trace headers in the formats ${listed(formats)}, but ${listed(readers)} can only read B3, so a new trace starts there`,
    ALL,
  );

const unreadByMesh = (formats: readonly string[]) =>
  IDENTITY_RULES.says(
    'unread-headers',
    `sends trace headers in the formats ${listed(formats)}, but Linkerd can only read tracecontext and b3multi, so a new trace starts there`,
    ALL,
  );

const outdated = (formats: readonly string[], workloads: readonly string[]) =>
  IDENTITY_RULES.says(
    'outdated-headers',
    `sends trace headers in the formats ${listed(formats)}: Linkerd then uses tracecontext and leaves B3 unchanged, so in the trace the spans of ${listed(workloads)}, which can only read B3, follow that of Traefik and not that of the proxy`,
  );

/** A header that Traefik does not read passes on beside its own headers, with the trace of whoever sent it. */
function foreignContext({ isV2 }: TraefikProcess, formats: readonly string[], { isOurs }: World): Statement[] {
  const unreadHeaders = [
    ...(formats.includes('tracecontext') ? [] : ['traceparent']),
    ...(formats.some((format) => /^b3(multi)?$/.test(format)) ? [] : ['x-b3-traceid']),
  ];
  if (unreadHeaders.length === 0) return [];
  const problem = `forwards an incoming ${listed(unreadHeaders)} without reading it, so a service that reads it may join another trace than the one that Traefik logs`;
  // With W3C headers, synth sets no variable, and refuses a user's.
  const fix = isV2 ? 'remove that header in front of Traefik' : isOurs ? undefined : ALL;
  return [IDENTITY_RULES.says('foreign-context', problem, fix)];
}

/** Traefik 2 with Zipkin sends B3 in multiple headers; Traefik 3 reads the formats from OTEL_PROPAGATORS. */
function formatsOf({ container, isV2 }: TraefikProcess): readonly string[] {
  const propagators = isV2 ? undefined : container.env.find(({ name }) => name === 'OTEL_PROPAGATORS')?.value;
  const { propagation } = traefikProduct.at(versionOfImage(container.image) ?? traefikProduct.newest);
  return propagators?.trim() ? propagators.split(',').map((format) => format.trim()) : propagation;
}

/** Namespaces with workloads that use OpenCensus, which reads only B3. */
const b3Workloads = ({ pods }: Lookup): readonly string[] => [
  ...new Set(pods.filter(sendsOpenCensus).flatMap(({ placed }) => placed.namespace ?? '')),
];

/** The headers that the proxies of Linkerd prefer; undefined without a mesh. */
function meshHeaders({ declared: { linkerdReadsW3c }, installations }: World): 'w3c' | 'b3' | undefined {
  if (linkerdReadsW3c !== undefined) return linkerdReadsW3c ? 'w3c' : 'b3';
  const extension = installations.find(({ chart }) => chart.name === EXTENSION)?.chart.version;
  if (extension !== undefined) return extensionReadsW3c(extension) ? 'w3c' : 'b3';
  return installations.some(({ chart }) => chart.name === CONTROL_PLANE_CHART) ? 'w3c' : undefined;
}

/** Looked up by the release of the Jaeger extension. An unknown release is treated as new. */
const extensionReadsW3c = (extension: string): boolean => linkerdWith(extension)?.readsW3c ?? true;
