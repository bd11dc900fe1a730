/** The Services of the cluster: an address with exactly their ports, and their names. */
import { at, listAt, mapAt, textAt } from '../../../lib/yaml/parsed';
import type { Manifest } from '../../../verify/stack';
import { forwardTcp, forwardUdp, type Listener, type Target } from './forward';
import type { Names } from './names';
import { addAddress } from './network';
import { isSelected, type Pod, portOf } from './pod';

export const DOMAIN = 'svc.cluster.local';

export interface ServicesProps {
  readonly services: readonly Manifest[];
  readonly pods: readonly Pod[];
  readonly isReady: (pod: Pod) => boolean;
  readonly names: Names;
  /** The address of the next Service. */
  readonly addressOf: () => string;
}

/** The pods of a Service. */
export const selectedBy = (service: Manifest, pods: readonly Pod[]): Pod[] =>
  pods.filter((pod) => pod.namespace === service.metadata.namespace && isSelected(pod, mapAt(service, 'spec', 'selector')));

/** The name of a Service in the cluster. */
const serviceName = ({ metadata }: Manifest): string => `${metadata.name}.${metadata.namespace}.${DOMAIN}`;

/** Names all Services and listens for those with an address of their own. */
export async function serveServices({ services, pods, isReady, names, addressOf }: ServicesProps): Promise<Listener[]> {
  const listeners: Promise<Listener[]>[] = services.map(async (service) => {
    const all = selectedBy(service, pods);
    const ready = () => (at(service, 'spec', 'publishNotReadyAddresses') === true ? all : all.filter(isReady));
    if (textAt(service, 'spec', 'type') === 'ExternalName') return nameOutside(service, names);
    if (textAt(service, 'spec', 'clusterIP') === 'None') return nameHeadless(service, all, ready, names);
    const address = addressOf();
    addAddress(address);
    nameWithAddress(service, address, names);
    return Promise.all(listAt(service, 'spec', 'ports').map((port) => listen(address, port, ready)));
  });
  return (await Promise.all(listeners)).flat();
}

function nameOutside(service: Manifest, names: Names): [] {
  names.addAlias(serviceName(service), textAt(service, 'spec', 'externalName') ?? '');
  return [];
}

function nameHeadless(service: Manifest, all: readonly Pod[], ready: () => readonly Pod[], names: Names): [] {
  const name = serviceName(service);
  names.addAddress(name, () => ready().map(({ address }) => address));
  for (const pod of all) names.addAddress(`${pod.name}.${name}`, () => [pod.address]);
  for (const port of listAt(service, 'spec', 'ports'))
    names.addService(recordOf(port, name), () => ready().map((pod) => ({ port: targetOf(port, pod) ?? 0, target: `${pod.name}.${name}` })));
  return [];
}

function nameWithAddress(service: Manifest, address: string, names: Names): void {
  const name = serviceName(service);
  names.addAddress(name, () => [address]);
  for (const port of listAt(service, 'spec', 'ports'))
    names.addService(recordOf(port, name), () => [{ port: Number(at(port, 'port')), target: name }]);
}

/** `_grpc._tcp.tempo.tracing.svc.cluster.local` */
const recordOf = (port: unknown, name: string): string => `_${textAt(port, 'name')}._${protocolOf(port).toLowerCase()}.${name}`;

const protocolOf = (port: unknown): string => textAt(port, 'protocol') ?? 'TCP';

const targetOf = (port: unknown, pod: Pod): number | undefined => portOf(pod, at(port, 'targetPort') ?? at(port, 'port'));

/** Connections go to the ready pods in turn. */
function listen(address: string, port: unknown, ready: () => readonly Pod[]): Promise<Listener> {
  let turn = 0;
  const next = (): Target | undefined => {
    const pods = ready();
    const pod = pods[turn++ % pods.length];
    const number = pod && targetOf(port, pod);
    return pod && number !== undefined ? { host: pod.address, port: number } : undefined;
  };
  return (protocolOf(port) === 'UDP' ? forwardUdp : forwardTcp)(address, Number(at(port, 'port')), next);
}
