/** What the API server refuses of a tier with the user's own values: ports, and requests of resources. */
import type { Findings } from '../../lib/cluster-file/findings';
import { isTrueInTemplate } from '../../lib/helm/truth';
import { bytesOf } from '../../lib/kubernetes/quantity';
import { at, mapAt, type Path, textAt } from '../../lib/yaml/parsed';
import type { Values } from '../helm-values/user-values';
import { isUdp, RECEIVERS, type Receiver } from '../tempo/receivers';
import { MESH, MESH_PORT, METRICS, ownPorts, PORT_NAMES } from './receivers';
import { COLLECTOR_RULES } from './rules';

export interface OwnPod {
  /** The user's own values, and their key. */
  readonly user: Readonly<Values>;
  readonly key: Path;
  /** All values of the release. */
  readonly all: unknown;
  readonly receivers: readonly Receiver[];
  readonly findings: Findings;
}

export function checkPod(own: OwnPod): void {
  checkPorts(own);
  checkResources(own);
}

/** A name of a port (k8s.io/apimachinery, IsValidPortName). */
const PORT_NAME = /^(?=.{1,15}$)(?=.*[a-z])[a-z0-9]+(-[a-z0-9]+)*$/;

/** The Service has each of its ports once. */
function checkPorts({ user, key, all, receivers, findings }: OwnPod): void {
  const taken = new Map<string, string>([
    ...receivers.map((receiver) => [`${RECEIVERS[receiver].port}/${isUdp(receiver) ? 'UDP' : 'TCP'}`, PORT_NAMES[receiver]] as const),
    ...(isTrueInTemplate(at(all, 'ports', METRICS.name, 'enabled')) ? [[`${METRICS.port}/TCP`, METRICS.name] as const] : []),
    ...(at(all, 'ports', MESH) === undefined ? [] : [[`${MESH_PORT}/TCP`, MESH] as const]),
  ]);
  for (const { name, protocol } of ownPorts(user)) {
    const path = [...key, 'ports', name];
    if (!PORT_NAME.test(name)) {
      const problem = `${name} is not a name of a port, and the API server refuses it`;
      findings.errorAtKey(path, COLLECTOR_RULES.says('own-port', problem, 'use up to 15 lower-case letters, digits and hyphens'));
    }
    const port = textAt(user, 'ports', name, 'servicePort') ?? '';
    const other = taken.get(`${port}/${protocol}`);
    taken.set(`${port}/${protocol}`, other ?? name);
    if (other === undefined) continue;
    const problem = `${port} is the port of ${other} too, and the API server refuses the Service`;
    findings.error([...path, 'servicePort'], COLLECTOR_RULES.says('own-port', problem, 'use another port'));
  }
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
