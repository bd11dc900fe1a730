/** Checks that no process of Tempo opens a port twice: it ends at start, because the address is already in use. */
import { isUdp, type Receiver } from '../../../charts/tempo/receivers';
import { error, type Finding } from '../../../lib/findings/finding';
import { isPodItself } from '../../../lib/kubernetes/loopback';
import { textAt } from '../../../lib/yaml/parsed';
import { aboutObject } from '../../world/kubernetes';
import { httpPortOf, isMonolithic, type RunningTempo, receiversOf, targetOf, tempoVersionOf } from '../../world/tempo';
import { grpcPortOf } from '../../world/tempo-server';
import { CONFIGURATION_RULES } from './rules';

interface Listener {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly isUdp: boolean;
}

/** Only a distributor has receivers, and all its processes have the two servers. */
export function checkListeners(tempo: RunningTempo): Finding[] {
  const { readers, placed, key } = tempo;
  const hasReceivers = readers.some((reader) => tempoVersionOf(reader) && (isMonolithic(reader) || targetOf(reader) === 'distributor'));
  if (!hasReceivers) return [];
  return pairs(listenersOf(tempo)).map(([one, other]) => {
    const problem = `${one.name} and ${other.name} both listen on port ${one.port}, and Tempo does not start with it`;
    const statement = CONFIGURATION_RULES.says('impossible-value', problem, 'use another port for one of them');
    return error(placed.place, statement, { ...aboutObject(placed.object), part: key });
  });
}

const listenersOf = (tempo: RunningTempo): Listener[] => [
  {
    name: 'server.http_listen_port',
    host: textAt(tempo.config, 'server', 'http_listen_address') ?? '',
    port: httpPortOf(tempo),
    isUdp: false,
  },
  {
    name: 'server.grpc_listen_port',
    host: textAt(tempo.config, 'server', 'grpc_listen_address') ?? '',
    port: grpcPortOf(tempo),
    isUdp: false,
  },
  ...receiversOf(tempo).map(({ receiver, host, port }) => ({ name: nameOf(receiver), host, port, isUdp: isUdp(receiver) })),
];

const nameOf = (receiver: Receiver): string => `the receiver ${receiver}`;

const pairs = (listeners: readonly Listener[]): (readonly [Listener, Listener])[] =>
  listeners.flatMap((one, index) =>
    listeners
      .slice(index + 1)
      .filter((other) => one.port > 0 && one.port === other.port && one.isUdp === other.isUdp && meet(one.host, other.host))
      .map((other) => [one, other] as const),
  );

/** Whether two hosts share an address. */
const meet = (one: string, other: string): boolean => one === other || [one, other].some(isEvery);

const isEvery = (host: string): boolean => host === '' || (isPodItself(host) && !/^(127|localhost|\[?::1)/.test(host));
