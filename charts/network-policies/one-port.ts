/** What the mesh opens besides: the proxy of a pod receives all ports at one, so whoever may use one port of a pod may use all of them. */
import type { Findings } from '../../lib/cluster-file/findings';
import type { ClusterFile } from '../cluster-file';
import { INBOUND_PORT } from '../linkerd/ports';
import { RECEIVER_PORTS } from '../tempo/receivers';
import { type Hop, opened, type Side } from './hop';
import { seenPorts } from './policy';
import { NETWORK_POLICY_RULES } from './rules';
import type { StackHops } from './stack';

/** Whether it is every pod of the mesh. */
const isEverybody = ({ namespace, labels, inMesh }: Side): boolean => namespace === undefined && labels === undefined && inMesh !== false;

/** The ports by which every pod of the mesh reaches the proxies of pods. Before Linkerd 2.18, proxies keep the port of the application. */
function openPorts(pods: readonly Side[], hops: readonly Hop[]): number[] {
  const open = hops.filter(
    (hop) =>
      pods.includes(hop.to) &&
      isEverybody(hop.from) &&
      !hop.keepsPort &&
      seenPorts(hop)?.some(({ port }) => port === INBOUND_PORT) === true,
  );
  return [...new Set(open.flatMap(({ ports = [] }) => ports.filter(({ protocol }) => protocol === undefined).map(({ port }) => port)))];
}

/** Reports who may send and query traces by the port of another purpose. */
export function reportOnePort(
  { hops, receiving, querying }: StackHops,
  { senders, grafana }: Pick<ClusterFile, 'senders' | 'grafana'>,
  findings: Findings,
): void {
  const because = (ports: readonly number[]) =>
    `because ${opened(ports)} open to it, and the proxy of Linkerd receives all ports of a pod at ${INBOUND_PORT}`;
  const [toReceivers, toQueries] = [openPorts(receiving, hops), openPorts(querying, hops)];
  if (senders?.complete && toReceivers.length > 0) {
    const problem = `every pod of the mesh may send traces, ${because(toReceivers)}`;
    const fix = grafana ? 'turn off what is open' : toReceivers.length > 1 ? 'add grafana, and turn off what else is open' : 'add grafana';
    findings.warning(['senders', 'complete'], NETWORK_POLICY_RULES.says('open-receivers', problem, fix));
  }
  if (grafana && toQueries.length > 0) {
    const problem = `every pod of the mesh may query traces, ${because(toQueries)}`;
    // The list of senders closes those of receivers.
    const isOfSenders = (port: number) => RECEIVER_PORTS.includes(port);
    const mayList = !senders?.complete && toQueries.some(isOfSenders);
    const list = mayList ? 'list all applications, and set senders.complete' : undefined;
    const others = mayList ? 'list all applications, set senders.complete, and turn off what else is open' : 'turn off what is open';
    const fix = toQueries.every(isOfSenders) ? list : others;
    findings.note(['networkPolicies'], NETWORK_POLICY_RULES.says('open-queries', problem, fix));
  }
}
