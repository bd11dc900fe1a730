/** What the policies leave open, and why. */
import type { Findings } from '../../lib/cluster-file/findings';
import type { ClusterFile } from '../cluster-file';
import { makesRole } from '../collector/configuration/presets';
import type { TempoConfig } from '../tempo/config';
import { tokenPorts } from '../tempo/credentials/identity';
import { runningConfigs } from '../tempo/migration/sides';
import { isAddress, type Target, targetsOf, urlTargets } from './address';
import { runsTokenJob } from './bundled-minio';
import { API_SERVER_PORTS, opened } from './hop';
import { type OpenDoor, openQueries, openSpans, openTiers } from './open-doors';
import { openedByOperators } from './operators';
import { ownTargets, partsWithAddresses, portlessHosts } from './own-addresses/own-addresses';
import { servicesOf } from './own-addresses/own-services';
import { NETWORK_POLICY_RULES } from './rules';
import { isAnyTempoScraped } from './scraped';
import type { StackProps } from './stack';
import { storageTargets } from './tempo';
import { valuesOfTiers } from './tiers';

type Reported = Pick<StackProps, 'config' | 'settings' | 'mesh'>;

export function reportOpen(stack: Reported, findings: Findings): void {
  reportAddresses(stack, findings);
  reportOtherConnections(stack, findings);
  reportSpans(stack, findings);
  reportQueries(stack, findings);
}

/** The addresses of the cluster file that are not of pods here. */
function reportAddresses({ config, settings }: Reported, findings: Findings): void {
  const { kafka, metricsGenerator, namespace } = settings;
  const { spanMetrics } = config.collector ?? {};
  const targets: Target[] = [
    ...(settings.bundledMinio ? [] : storageTargets(settings)),
    ...(kafka ? targetsOf(kafka.address, 9092, namespace) : []),
    ...(metricsGenerator ? urlTargets(metricsGenerator.remoteWrite, namespace) : []),
    ...(spanMetrics ? urlTargets(spanMetrics.remoteWrite, namespace) : []),
    ...inOwnValues(config, settings, ownTargets),
  ];
  reportOutside(targets, findings);
  for (const host of new Set(inOwnValues(config, settings, portlessHosts)))
    note(
      findings,
      'unknown-address',
      `${host} in your own values has no port, and its scheme has no default port, so the policies may stop connections to it`,
      'write the port there, or add a NetworkPolicy that permits it',
    );
}

/** Connections to what has no address in the cluster file. */
function reportOtherConnections({ config, settings }: Reported, findings: Findings): void {
  const permitted = (ports: readonly number[]) => `TCP ${opened(ports)} permitted to all addresses`;
  const { identity } = settings.credentials ?? {};
  if (identity) note(findings, 'outside-host', 'Tempo gets its credentials from outside of the cluster', permitted(tokenPorts(identity)));
  const askers = [
    ...(config.collector?.chart !== undefined
      ? ['the collector asks the API server, whose address is not known, for the pods of senders']
      : []),
    ...(makesRole(config.collector?.tailSampling?.values ?? {})
      ? ['the values of the second tier of the collector create a role, so it asks the API server, whose address is not known']
      : []),
  ];
  for (const problem of askers) note(findings, 'outside-host', problem, permitted(API_SERVER_PORTS));
  for (const { problem, fix } of runningConfigs(settings).flatMap(openedByOperators)) note(findings, 'outside-host', problem, fix);
  const job = 'a Job of MinIO asks the API server, whose address is not known, to write a Secret for Prometheus';
  if (runsTokenJob(settings)) note(findings, 'outside-host', job, permitted(API_SERVER_PORTS));
}

/** Who may send spans. */
function reportSpans({ config, settings }: Reported, findings: Findings): void {
  if (config.senders?.complete)
    reportOpenReceivers([...runningConfigs(settings).flatMap((tempo) => openSpans(tempo) ?? []), ...openTiers(config.collector)], findings);
  else
    note(
      findings,
      'open-receivers',
      'everything may send traces, because senders is not complete',
      'list all applications, and set senders.complete',
    );
}

/** Who may query traces. */
function reportQueries({ config, settings, mesh }: Reported, findings: Findings): void {
  const says = (problem: string, fix?: string) => note(findings, 'open-queries', problem, fix);
  for (const { door, fix } of runningConfigs(settings).flatMap((tempo) => openQueries(tempo) ?? []))
    says(`everything may query traces through ${door}`, fix);
  if (!config.grafana) says('every pod of the cluster may query traces, because grafana is not in the file', 'add grafana');
  else if (isAnyTempoScraped(settings, config)) says(`every pod${mesh ? ' without a proxy' : ''} may query traces, because ${SAME_PORT}`);
}

const note = (findings: Findings, ...[rule, problem, fix]: Parameters<typeof NETWORK_POLICY_RULES.says>): void =>
  findings.note(['networkPolicies'], NETWORK_POLICY_RULES.says(rule, problem, fix));

/** What lets in the spans of everything, although the list of senders is complete. */
function reportOpenReceivers(doors: readonly OpenDoor[], findings: Findings): void {
  for (const { door, fix } of doors) {
    const problem = `everything may send traces through ${door}`;
    findings.warning(['senders', 'complete'], NETWORK_POLICY_RULES.says('open-receivers', problem, fix));
  }
}

/** Targets outside of the cluster. */
export function reportOutside(targets: readonly Target[], findings: Findings): void {
  for (const { outside, ports = [] } of targets) {
    if (outside === undefined) continue;
    const isService = outside.split('.').length === 2;
    const why = isAddress(outside) ? 'a NetworkPolicy does not see the address of a load balancer' : 'a NetworkPolicy takes no host names';
    const problem = `${outside} ${isService ? 'may be' : 'is'} outside of the cluster, and ${why}`;
    const [{ port, protocol = 'TCP' } = { port: 0 }] = ports;
    const open = `${protocol} port ${port} is permitted to all addresses`;
    const fix = isService ? `write ${outside}.svc if it is a Service, because ${open}` : open;
    findings.note(['networkPolicies'], NETWORK_POLICY_RULES.says('outside-host', problem, fix));
  }
}

/** What is in the user's own values, of each component with pods. */
function inOwnValues<T>(config: ClusterFile, settings: TempoConfig, read: (...given: Parameters<typeof ownTargets>) => T[]): T[] {
  const services = servicesOf(config);
  const { collector, vulture } = config;
  const inNamespace = collector?.namespace ?? settings.namespace;
  return [
    ...runningConfigs(settings).flatMap((tempo) =>
      partsWithAddresses(tempo).flatMap(([, value]) => read(value, settings.namespace, services)),
    ),
    ...read(vulture?.values, settings.namespace, services),
    ...valuesOfTiers(collector).flatMap(({ values }) => read(values, inNamespace, services)),
  ];
}

const SAME_PORT = 'Prometheus may be any of them, and reads metrics at the port of queries';
