/** Checks what only some releases of Traefik can do: another destination of its spans, attributes of its service, a ServiceMonitor, traceparent. */
import type { Findings } from '../../lib/cluster-file/findings';
import { pagePath } from '../../lib/files/own-folder';
import type { Statement } from '../../lib/findings/finding';
import type { ReleaseTable } from '../../lib/releases/table';
import type { TraefikConfig } from './config';
import { bundledTraefik, k3sReleases } from './k3s-releases';
import type { TraefikProduct } from './product';
import { type TraefikRelease, traefikReleases } from './releases';
import { TRAEFIK_RULES } from './rules';

/** The key of the cluster file that pins the release, and the release. */
export interface Pinned {
  readonly key: 'chart' | 'k3s';
  readonly version: string;
}

/** The oldest newer release with a Traefik that has something; undefined if there is none. */
export function newerWith(has: (traefik: TraefikProduct) => boolean, { key, version }: Pinned): string | undefined {
  const table: ReleaseTable<Pick<TraefikRelease, 'traefik'>> = key === 'chart' ? traefikReleases : k3sReleases;
  return table.firstAfter(version, ({ traefik }) => has(traefik));
}

/** The usual port of each protocol. */
const PORTS = { 'otlp-http': '4318', 'otlp-grpc': '4317' } as const;

export function checkSpans(
  { collector, resourceAttributes }: TraefikConfig,
  { traefik }: TraefikRelease,
  pinned: Pinned,
  findings: Findings,
): void {
  const fixFor = (has: (traefik: TraefikProduct) => boolean) => {
    const newer = newerWith(has, pinned);
    return newer ? `pin traefik.${pinned.key} ${newer} or newer, or remove it` : 'remove it';
  };
  const inUse = `${findings.where(['traefik', pinned.key])} ${pinned.version} has Traefik ${traefik.version}`;
  if (collector && traefik.protocol !== 'OTLP') {
    const fix = fixFor(({ protocol }) => protocol === 'OTLP');
    findings.errorAtKey(['traefik', 'collector'], TRAEFIK_RULES.says('no-collector', `${inUse}, which sends no OTLP`, fix));
  }
  if (collector) checkPort(collector, findings);
  const attributes = Object.keys(resourceAttributes ?? {});
  if (attributes.length > 0 && !traefik.readsResourceAttributes) {
    const problem = `${inUse}, whose spans have no attributes of their service`;
    const fix = fixFor(({ readsResourceAttributes }) => readsResourceAttributes);
    findings.errorAtKey(['traefik', 'resourceAttributes'], TRAEFIK_RULES.says('no-resource-attributes', problem, fix));
  } else if (attributes.includes('service.name')) {
    const statement = TRAEFIK_RULES.says('service-name-twice', 'is the name of the service', 'set traefik.serviceName instead');
    findings.errorAtKey(['traefik', 'resourceAttributes', 'service.name'], statement);
  }
}

function checkPort({ endpoint, protocol }: NonNullable<TraefikConfig['collector']>, findings: Findings): void {
  const port = endpoint.split(':').at(-1);
  const other = protocol === 'otlp-http' ? 'otlp-grpc' : 'otlp-http';
  if (port !== PORTS[other]) return;
  const problem = `${port} is the usual port of ${other}, not of ${protocol}`;
  const fix = `set traefik.collector.protocol, or use ${PORTS[protocol]}`;
  findings.warning(['traefik', 'collector', 'endpoint'], TRAEFIK_RULES.says('collector-port', problem, fix));
}

/** A release whose chart has no ServiceMonitor, and the oldest newer one that has it. */
export function noServiceMonitor({ key, version }: Pinned, findings: Findings): Statement {
  const newer =
    key === 'chart'
      ? traefikReleases.firstAfter(version, ({ serviceMonitor }) => serviceMonitor !== undefined)
      : k3sReleases.firstAfter(version, (release) => bundledTraefik(release).serviceMonitor !== undefined);
  const problem = `${findings.where(['traefik', key])} ${version} has no ServiceMonitor, so Traefik is not on the dashboard`;
  return TRAEFIK_RULES.says('no-service-monitor', problem, newer && `pin ${newer} or newer`);
}

/** Notes that a Traefik which reads no traceparent passes it on. */
export function noteForeignContext({ traefik: { propagation, version } }: TraefikRelease, findings: Findings): void {
  if (propagation.includes('tracecontext')) return;
  const problem = `Traefik ${version} does not read an incoming traceparent, and forwards it beside its own B3 headers, so a service behind it may join another trace than the one that it logs`;
  const fix = `remove that header in front of Traefik (${pagePath('docs/operations.md')})`;
  findings.note(['traefik'], TRAEFIK_RULES.says('foreign-context', problem, fix));
}
