/** Every address that a component is given leads to a Service, a port and a process that speaks its protocol. */
import { RECEIVERS } from '../../charts/tempo/receivers';
import type { Lookup } from '../lookup';
import { resolve } from '../resolve';
import type { Judgement, World } from '../stack';
import { receiversOf, type Tempo } from '../tempo';
import { textsIn } from '../text';
import { grafanaUses } from '../uses/grafana';
import { linkerdUses } from '../uses/linkerd';
import { tempoUses } from '../uses/tempo';
import { traefikUses } from '../uses/traefik';
import { bucketJobUses, exporterUses, ingressUses } from '../uses/workloads';
import type { Hop, Verdict } from '../verdict';

export interface AddressJudgement extends Judgement {
  readonly hops: readonly Hop[];
}

export function checkAddresses(world: World, lookup: Lookup, tempos: readonly Tempo[]): AddressJudgement {
  const uses = [
    ...[...ingressUses(world), ...traefikUses(lookup), ...linkerdUses(world, lookup), ...exporterUses(lookup)],
    ...[...tempos.flatMap(tempoUses), ...bucketJobUses(world), ...grafanaUses(world)],
  ];
  const verdicts: Verdict[] = [];
  const hops: Hop[] = [];
  const notJudged: string[] = [];
  const said = new Set<string>();
  for (const use of uses) {
    const resolution = resolve(use, world, lookup, tempos);
    const { state, address, why } = resolution;
    const { place } = use.placed;
    const text = `${use.from} sends ${use.what} to ${use.address || 'nowhere'} (${use.where}): ${why}`;
    const id = `${place.file} ${place.name} ${text}`;
    if (state === 'broken' && !said.has(id)) verdicts.push({ severity: 'error', check: 'addresses', place, text });
    if (state === 'external' && !world.isOurs && !said.has(id)) notJudged.push(`${use.from} sends ${use.what} to ${address}: ${why}`);
    said.add(id);
    const hop: Hop = { from: use.from, to: use.to, what: use.what, protocol: use.protocol, address, state, why };
    if (use.what !== 'its own parts' && !hops.some((other) => isSame(other, hop))) hops.push(hop);
  }
  const own = [...missingReceivers(world, lookup, tempos), ...mentions(world, lookup)];
  return { verdicts: [...verdicts, ...own], judged: uses.length + own.length, hops, notJudged };
}

const isSame = (a: Hop, b: Hop): boolean =>
  a.from === b.from && a.to === b.to && a.protocol === b.protocol && a.address === b.address && a.state === b.state;

/** What the cluster file wants Tempo to receive has to have a port of the distributor's Service. */
function missingReceivers({ declared }: World, lookup: Lookup, tempos: readonly Tempo[]): Verdict[] {
  return tempos.flatMap((tempo) => {
    const receivers = receiversOf(tempo);
    const pods = tempo.readers.map(({ pod }) => pod);
    const services = lookup.services.filter((service) => lookup.podsBehind(service).some((pod) => pods.includes(pod)));
    return declared.receivers.flatMap((receiver): Verdict[] => {
      const { place } = tempo.placed;
      const { port } = RECEIVERS[receiver];
      const wrong = (text: string): Verdict[] => [
        {
          severity: 'error',
          check: 'addresses',
          place,
          text: `tempo.receivers of the cluster file lists ${receiver}, ${text}; run \`npm run synth\``,
        },
      ];
      const found = receivers.find((candidate) => candidate.receiver === receiver);
      if (!found) return wrong('and the configuration of Tempo has no such receiver');
      if (found.port !== port) return wrong(`and Tempo listens for it on ${found.port} instead of ${port}`);
      return services.some(({ ports }) => ports.some((candidate) => candidate.port === port))
        ? []
        : wrong(`and no Service of Tempo has its port ${port}`);
    });
  });
}

const FULL_NAME = /(?<![\w.-])([a-z0-9][a-z0-9-]*)\.([a-z0-9][a-z0-9-]*)\.svc(?:\.cluster\.local)?\.?(?::(\d+))?(?![\w-])/g;

/** Full names of Services anywhere else in what is rendered, such as the upstreams of a gateway. */
function mentions({ objects }: World, lookup: Lookup): Verdict[] {
  const said = new Set<string>();
  return objects.flatMap(({ object, place }) => {
    if (!['ConfigMap', 'Deployment', 'StatefulSet', 'DaemonSet', 'Job'].includes(object.kind)) return [];
    return textsIn(object).flatMap((text) =>
      [...text.matchAll(FULL_NAME)].flatMap(([, name = '', namespace = '', port]): Verdict[] => {
        if (!lookup.namespaces.has(namespace) || !lookup.services.some((service) => service.namespace === namespace)) return [];
        const service = lookup.service(namespace, name);
        const address = `${name}.${namespace}${port ? `:${port}` : ''}`;
        const known = service && (port === undefined || service.ports.some((candidate) => candidate.port === Number(port)));
        if (known || said.has(address)) return [];
        said.add(address);
        const what = service ? `Service ${name} has no port ${port}` : `namespace ${namespace} has no Service ${name}`;
        return [
          {
            severity: 'error',
            check: 'addresses',
            place,
            text: `${object.kind} ${object.metadata.name} names ${address}: ${what}; correct it`,
          },
        ];
      }),
    );
  });
}
