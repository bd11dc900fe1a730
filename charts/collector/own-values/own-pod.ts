/** What the API server refuses of a tier with the user's own values: ports, and requests of resources. */
import type { Findings } from '../../../lib/cluster-file/findings';
import { listedOr } from '../../../lib/findings/listed';
import { isTrueInTemplate } from '../../../lib/helm/truth';
import { bytesOf } from '../../../lib/kubernetes/quantity';
import { at, isMap, mapAt, type Path, textAt } from '../../../lib/yaml/parsed';
import type { Values } from '../../helm-values/user-values';
import { isUdp, RECEIVERS, type Receiver } from '../../tempo/receivers';
import { METRICS, OF_NO_CHART, PORT_NAMES } from '../receivers';
import { COLLECTOR_RULES } from '../rules';
import type { OwnTier } from './own-tier';

export interface OwnPod extends OwnTier {
  readonly receivers: readonly Receiver[];
}

export function checkPod(own: OwnPod): void {
  checkPorts(own);
  checkResources(own);
}

/** A name of a port (k8s.io/apimachinery, IsValidPortName). */
const PORT_NAME = /^(?=.{1,15}$)(?=.*[a-z])[a-z0-9]+(-[a-z0-9]+)*$/;

/** A port that is on. */
interface OpenPort {
  readonly name: string;
  readonly protocol: 'TCP' | 'UDP';
  readonly containerPort?: string;
  readonly servicePort?: string;
}

/** What the API server refuses without each number. */
const REFUSES_WITHOUT = { containerPort: 'pod', servicePort: 'Service' } as const;

const numbered = (name: string, port: number, protocol: OpenPort['protocol']): OpenPort => ({
  ...{ name, protocol },
  ...{ containerPort: String(port), servicePort: String(port) },
});

const ofReceiver = (receiver: Receiver): OpenPort =>
  numbered(PORT_NAMES[receiver], RECEIVERS[receiver].port, isUdp(receiver) ? 'UDP' : 'TCP');

/** Those for which the chart has numbers. */
const OF_CHART: readonly OpenPort[] = [
  ...(Object.keys(PORT_NAMES) as Receiver[]).filter((receiver) => !OF_NO_CHART.includes(receiver)).map(ofReceiver),
  numbered(METRICS.name, METRICS.port, METRICS.protocol),
];

/** Those of receivers, which the chart or this stack opens, and further ones of all values. */
function openPorts({ all, receivers }: OwnPod): OpenPort[] {
  const received = receivers.map(ofReceiver);
  const further = Object.entries(mapAt(all, 'ports')).filter(
    ([name, port]) => isTrueInTemplate(at(port, 'enabled')) && !received.some((each) => each.name === name),
  );
  return [
    ...received,
    ...further.map(([name, port]): OpenPort => {
      const byDefault = OF_CHART.find((each) => each.name === name);
      const numberOf = (field: 'containerPort' | 'servicePort') => textAt(port, field) ?? byDefault?.[field];
      const protocol = (textAt(port, 'protocol') ?? byDefault?.protocol) === 'UDP' ? 'UDP' : 'TCP';
      return { name, protocol, containerPort: numberOf('containerPort'), servicePort: numberOf('servicePort') };
    }),
  ];
}

/** Whether a port does not say if it is on. The chart and this stack do for theirs. */
const lacksSwitch = ({ all }: OwnPod, name: string): boolean =>
  isMap(at(all, 'ports', name)) && at(all, 'ports', name, 'enabled') === undefined && !OF_CHART.some((port) => port.name === name);

/** The Service has each of its ports once, with a number. */
function checkPorts(own: OwnPod): void {
  const { user, key, all, findings } = own;
  for (const name of Object.keys(mapAt(all, 'ports')).filter((each) => lacksSwitch(own, each)))
    findings.errorAtKey(
      [...key, 'ports', name],
      COLLECTOR_RULES.says('own-port', 'has no enabled, and the chart does not render', 'set enabled'),
    );
  for (const name of Object.keys(mapAt(user, 'ports'))) checkFields(mapAt(user, 'ports', name), [...key, 'ports', name], findings);
  const isOwn = ({ name }: OpenPort) => textAt(user, 'ports', name, 'servicePort') !== undefined;
  const ports = openPorts(own);
  const taken = new Map<string, string>();
  for (const port of [...ports.filter((each) => !isOwn(each)), ...ports.filter(isOwn)]) {
    const { name, protocol, servicePort } = port;
    const path = [...key, 'ports', name];
    const refuse = (problem: string, fix: string) => findings.errorAtKey(path, COLLECTOR_RULES.says('own-port', problem, fix));
    if (!PORT_NAME.test(name))
      refuse(`${name} is not a name of a port, and the API server refuses it`, 'use up to 15 lower-case letters, digits and hyphens');
    for (const field of ['containerPort', 'servicePort'] as const)
      if (port[field] === undefined) refuse(`has no ${field}, and the API server refuses the ${REFUSES_WITHOUT[field]}`, `set ${field}`);
    if (servicePort === undefined) continue;
    const other = taken.get(`${servicePort}/${protocol}`);
    taken.set(`${servicePort}/${protocol}`, other ?? name);
    if (other === undefined) continue;
    const problem = `${servicePort} is the port of ${other} too, and the API server refuses the Service`;
    findings.error([...path, 'servicePort'], COLLECTOR_RULES.says('own-port', problem, 'use another port'));
  }
}

/** Those that may be 0 are then absent. */
const LEAST = { containerPort: 1, servicePort: 1, hostPort: 0, nodePort: 0 };
const MOST = 65_535;
const PROTOCOLS = ['TCP', 'UDP', 'SCTP'];

/** The values of one port. */
function checkFields(port: Readonly<Values>, path: Path, findings: Findings): void {
  const refuse = (field: string, problem: string, fix: string) =>
    findings.error([...path, field], COLLECTOR_RULES.says('own-port', `${problem}, and the API server refuses it`, fix));
  for (const [field, least] of Object.entries(LEAST)) {
    const number = port[field];
    if (typeof number === 'number' && (number < least || number > MOST)) refuse(field, `${number} is not a port`, `use 1 to ${MOST}`);
  }
  const { protocol } = port;
  if (typeof protocol === 'string' && !PROTOCOLS.includes(protocol))
    refuse('protocol', `${JSON.stringify(protocol)} is not a protocol of a port`, `use ${listedOr(PROTOCOLS)}`);
}

function checkResources({ user, key, all, findings }: OwnPod): void {
  for (const resource of Object.keys(mapAt(all, 'resources', 'requests'))) {
    const [asked, limit] = ['requests', 'limits'].map((field) => textAt(all, 'resources', field, resource));
    if (asked === undefined || limit === undefined || (bytesOf(asked) ?? 0) <= (bytesOf(limit) ?? Number.POSITIVE_INFINITY)) continue;
    const field = at(user, 'resources', 'requests', resource) === undefined ? 'limits' : 'requests';
    const problem = `the request of ${resource} is ${asked}, and its limit ${limit}, so the API server refuses the pod`;
    const fix = field === 'limits' ? 'set the request too' : 'set the limit too';
    findings.error([...key, 'resources', field, resource], COLLECTOR_RULES.says('request-over-limit', problem, fix));
  }
}
