/** The port of a container behind the port of a Service. */
import type { Pod } from '../../world/kubernetes';
import type { ServicePort } from '../../world/lookup';
import { httpPortOf, type RunningTempo, receiversOf } from '../../world/tempo';

/** The Tempo that runs in these pods. */
export const tempoIn = (pods: readonly Pod[], tempos: readonly RunningTempo[]): RunningTempo | undefined =>
  tempos.find(({ readers }) => readers.some(({ pod }) => pods.includes(pod)));

/** The number of the container port behind a Service port. */
export function containerPortOf(
  { target, protocol }: ServicePort,
  pods: readonly Pod[],
  tempos: readonly RunningTempo[],
): number | undefined {
  const ports = pods.flatMap(({ containers }) => containers.flatMap((container) => container.ports));
  if (!/^\d+$/.test(target)) return ports.find((port) => port.name === target && port.protocol === protocol)?.number;
  const number = Number(target);
  // The port list of a container is informational; the ports of Tempo are in its configuration.
  const isListed = ports.length === 0 || ports.some((port) => port.number === number && port.protocol === protocol);
  const tempo = tempoIn(pods, tempos);
  const isListened = tempo && [httpPortOf(tempo), ...receiversOf(tempo).map(({ port }) => port)].includes(number);
  return isListed || isListened ? number : undefined;
}
