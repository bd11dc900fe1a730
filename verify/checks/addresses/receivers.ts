/** Checks that every receiver of the cluster file is on, listens on its standard port, and has a Service. */
import { RECEIVERS, type Receiver } from '../../../charts/tempo/receivers';
import { error, type Finding } from '../../../lib/findings/finding';
import { RUN_SYNTH } from '../../../lib/findings/run-synth';
import type { World } from '../../stack';
import type { Lookup, Service } from '../../world/lookup';
import { type RunningTempo, receiversOf } from '../../world/tempo';
import { ADDRESSES_RULES } from './rules';

export function missingReceivers({ declared }: World, lookup: Lookup, tempos: readonly RunningTempo[]): Finding[] {
  return tempos.flatMap((tempo) => {
    const pods = tempo.readers.map(({ pod }) => pod);
    const services = lookup.services.filter((service) => lookup.podsBehind(service).some((pod) => pods.includes(pod)));
    return declared.receivers.flatMap((receiver) => {
      const lack = lackOf(receiver, tempo, services);
      if (lack === undefined) return [];
      const problem = `is in tempo.receivers of the cluster file, but ${lack}`;
      return [
        error(tempo.placed.place, ADDRESSES_RULES.says('receiver-missing', problem, RUN_SYNTH), {
          subject: `receiver ${receiver}`,
          name: receiver,
        }),
      ];
    });
  });
}

/** Why spans cannot reach a receiver. */
function lackOf(receiver: Receiver, tempo: RunningTempo, services: readonly Service[]): string | undefined {
  const { port } = RECEIVERS[receiver];
  const found = receiversOf(tempo).find((candidate) => candidate.receiver === receiver);
  if (!found) return 'not in the configuration of Tempo';
  if (found.port !== port) return `Tempo listens for it on ${found.port} instead of ${port}`;
  const isServed = services.some(({ ports }) => ports.some((candidate) => candidate.port === port));
  return isServed ? undefined : `no Service of Tempo has its port ${port}`;
}
