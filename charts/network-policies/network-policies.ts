/** The NetworkPolicies of a stack, each among the manifests of its component. Pods of others get none. */
import type { Findings } from '../../lib/cluster-file/findings';
import { isTrueInTemplate } from '../../lib/helm/truth';
import { at, type Path } from '../../lib/yaml/parsed';
import type { BucketJob } from '../bucket/bucket-job';
import type { ClusterFile } from '../cluster-file';
import { isSidecar } from '../collector/external';
import { ownPorts } from '../collector/receivers';
import type { Component } from '../component';
import { fullnameOf } from '../tempo/names/names';
import { endpointTargets } from './address';
import { reportOpen, reportOutside } from './left-open';
import { reportMeshedPrometheus } from './meshed-prometheus';
import { reportOnePort } from './one-port';
import { reportOutsideServices } from './outside-services';
import { reportDiscovering } from './own-addresses/discovering';
import { reportExporters } from './own-addresses/exporters';
import { addPolicy } from './policy';
import { NETWORK_POLICY_RULES } from './rules';
import { isAnyTempoScraped } from './scraped';
import { type StackPods, type StackProps, stackHops } from './stack';
import { valuesOfTiers } from './tiers';

export interface NetworkPoliciesProps extends Omit<StackProps, 'job'> {
  readonly findings: Findings;
  /** The components; undefined for those that the cluster does not have. */
  readonly components: Readonly<Record<Exclude<keyof StackPods, 'job'>, Component | undefined>> & { readonly job?: BucketJob };
}

export function addNetworkPolicies({ findings, components, ...stack }: NetworkPoliciesProps): void {
  const { job } = components;
  const all = stackHops({
    ...stack,
    ...(job && { job: { policy: job.jobName, namespace: job.props.namespace, labels: job.podLabels } }),
  });
  const { pods, hops } = all;
  for (const [name, sides] of Object.entries(pods) as [keyof StackPods, StackPods['tempo']][]) {
    const component = components[name];
    if (component) for (const side of sides) addPolicy(component, side, hops);
  }
  if (components.tempo) components.tempo.requirements = [...components.tempo.requirements, ENFORCED, DNS];
  reportOpen(stack, findings);
  reportOnePort(all, stack.config, findings);
  reportNamesakes(stack.config, findings);
  reportCollectors(stack, findings);
  reportNodes(stack.config, findings);
  reportExporters(stack.config, findings);
  reportDiscovering(stack.config, findings);
  const isScraped = isAnyTempoScraped(stack.settings, stack.config);
  reportMeshedPrometheus(stack.config, { mesh: stack.mesh, isScraped }, findings);
  reportOwnPorts(stack.config, findings);
  reportOutsideServices(stack.settings, stack.config, findings);
}

/** The charts tempo, minio and opentelemetry-collector have a value for a policy of all pods, with the name of their workload. */
function reportNamesakes({ tempo, minio, collector }: ClusterFile, findings: Findings): void {
  const isMinio = minio?.bundled !== undefined && fullnameOf(tempo) === tempo.releaseName;
  const all: { readonly key: Path; readonly values?: unknown }[] = [
    ...(isMinio ? [{ key: ['tempo', 'values', 'minio'], values: at(tempo.values, 'minio') }] : []),
    ...(tempo.monolithic === undefined ? [] : [{ key: ['tempo', 'values'], values: tempo.values }]),
    ...valuesOfTiers(collector),
  ];
  for (const { key, values } of all) {
    if (!isTrueInTemplate(at(values, 'networkPolicy', 'enabled'))) continue;
    const own = findings.where(['networkPolicies']);
    const problem = `makes a NetworkPolicy with the same name as that of ${own}, so each would overwrite the other`;
    findings.error([...key, 'networkPolicy', 'enabled'], NETWORK_POLICY_RULES.says('same-name', problem, 'remove one of the two'));
  }
}

/** Pods with the addresses of nodes. */
function reportNodes({ traefik, collector, senders }: ClusterFile, findings: Findings): void {
  const ofTraefik = { key: ['traefik', 'values'], values: traefik?.values, who: 'Traefik' };
  for (const { key, values, who } of [ofTraefik, ...valuesOfTiers(collector)]) {
    if (!isTrueInTemplate(at(values, 'hostNetwork'))) continue;
    const opened = who === 'Traefik' ? 'the ports that it connects to' : 'its ports, and those that it connects to';
    const problem = `gives ${who} the addresses of nodes, which no NetworkPolicy knows, so everything may use ${opened}`;
    const statement = NETWORK_POLICY_RULES.says('host-network', problem, 'remove it, or accept that they are open');
    findings[senders?.complete ? 'warning' : 'note']([...key, 'hostNetwork'], statement);
  }
}

/** Ports of a collector for receivers of the user's own. In the mesh, all of TCP comes by the port of the proxy, which is open with them. */
function reportOwnPorts({ collector, senders, linkerd }: ClusterFile, findings: Findings): void {
  for (const { key, values } of valuesOfTiers(collector))
    for (const { name, port, protocol } of ownPorts(values ?? {}, collector?.receivers ?? [])) {
      const hasProxy = linkerd !== undefined && protocol === 'TCP' && !isTrueInTemplate(values?.hostNetwork);
      const others = hasProxy ? ', and pods of the mesh to every port behind the proxy' : '';
      const problem = `everything may connect to port ${port}${others}, because the cluster file does not say who does`;
      const statement = NETWORK_POLICY_RULES.says('own-port', problem, 'turn it off, or accept that it is open');
      findings[senders?.complete ? 'warning' : 'note']([...key, 'ports', name], statement);
    }
}

/** What makes the policies more than manifests. */
const ENFORCED = 'a network plugin that enforces NetworkPolicies, as that of k3s does';

/**
 * The cache of each node is in the network of the node, with an address of its own, by default 169.254.20.10
 * (https://kubernetes.io/docs/tasks/administer-cluster/nodelocaldns), and the DNS of OpenShift is in another namespace.
 */
const DNS =
  'a DNS server in kube-system, such as CoreDNS; for another one, such as NodeLocal DNSCache, your own NetworkPolicies that permit its address and port';

/** The collectors of somebody else. */
function reportCollectors({ config, mesh }: Pick<StackProps, 'config' | 'mesh'>, findings: Findings): void {
  const { collector, traefik, senders, tempo } = config;
  const others = [
    { key: ['collector', 'external', 'endpoint'], endpoint: collector?.external?.endpoint },
    { key: ['traefik', 'collector', 'endpoint'], endpoint: traefik?.collector?.endpoint },
  ];
  for (const { key, endpoint } of others) {
    const isOutside =
      endpoint !== undefined &&
      !isSidecar(endpoint) &&
      endpointTargets(endpoint, tempo.namespace).every(({ outside }) => outside !== undefined);
    if (!senders?.complete || !isOutside) continue;
    const problem = `is outside of the cluster, so no policy lets its spans in, and ${findings.where(['senders', 'complete'])} permits nobody else`;
    findings.warning(key, NETWORK_POLICY_RULES.says('outside-collector', problem, 'move it into the cluster, or remove senders.complete'));
  }
  const external = collector?.external;
  if (mesh && external?.serviceAccount !== undefined && external.protocol === mesh.exports)
    reportOutside(endpointTargets(external.endpoint, tempo.namespace), findings);
}
