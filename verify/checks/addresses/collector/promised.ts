/** Checks that the collector of the cluster file has every receiver, on the standard port, and that its Service leads there. */
import { RECEIVERS, type Receiver } from '../../../../charts/tempo/receivers';
import { error, type Finding } from '../../../../lib/findings/finding';
import { RUN_SYNTH } from '../../../../lib/findings/run-synth';
import type { World } from '../../../stack';
import { listeningIn, type RunningCollector } from '../../../world/collectors';
import type { Lookup, Service } from '../../../world/lookup';
import { ADDRESSES_RULES } from '../rules';

const KEY = 'collector.receivers';

export function missingInCollector({ declared }: World, lookup: Lookup, collectors: readonly RunningCollector[]): Finding[] {
  const { collector: promised } = declared;
  if (!promised) return [];
  return collectors
    .filter(({ name }) => name === promised.name)
    .flatMap((collector) => {
      const services = lookup.services.filter((service) => lookup.podsBehind(service).includes(collector.reader.pod));
      return promised.receivers.flatMap((receiver) => {
        const lack = lackOf(receiver, collector, services);
        if (lack === undefined) return [];
        const statement = ADDRESSES_RULES.says('receiver-missing', `is in ${KEY} of the cluster file, but ${lack}`, RUN_SYNTH);
        return [error(collector.placed.place, statement, { subject: `receiver ${receiver}`, name: receiver })];
      });
    });
}

function lackOf(receiver: Receiver, collector: RunningCollector, services: readonly Service[]): string | undefined {
  const { port } = RECEIVERS[receiver];
  const found = listeningIn(collector).filter((candidate) => candidate.receiver === receiver);
  if (found.length === 0) return `in no pipeline of ${collector.name}`;
  if (!found.some((each) => each.port === port)) return `${collector.name} listens for it on ${found[0]?.port} instead of ${port}`;
  const isServed = services.some(({ ports }) => ports.some((candidate) => candidate.port === port));
  return isServed ? undefined : `no Service of ${collector.name} has its port ${port}`;
}
