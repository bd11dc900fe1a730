/** Every address that a component is given leads to a Service, a port and a process that speaks its protocol. */
import { RECEIVERS, type Receiver } from '../../../charts/tempo/receivers';
import { listed } from '../../../lib/findings/listed';
import { textsIn } from '../../../lib/yaml/parsed';
import type { Judgement, World } from '../../stack';
import { grafanaUses } from '../../uses/grafana';
import { linkerdUses } from '../../uses/linkerd';
import { tempoUses } from '../../uses/tempo';
import { traefiksIn, traefikUses } from '../../uses/traefik';
import { type Use, withoutUser } from '../../uses/use';
import { bucketJobUses, exporterUses, ingressUses } from '../../uses/workloads';
import type { Hop, Verdict } from '../../verdict';
import { dataSourcesIn } from '../../world/datasources';
import type { Lookup, Service } from '../../world/lookup';
import { receiversOf, type Tempo } from '../../world/tempo';
import { checkEntryPoints } from './entry-points';
import { checkMesh } from './mesh';
import { resolve } from './resolve';

export interface AddressJudgement extends Judgement {
  readonly hops: readonly Hop[];
}

export function checkAddresses(world: World, lookup: Lookup, tempos: readonly Tempo[]): AddressJudgement {
  const uses = [
    ...[...ingressUses(world), ...traefikUses(lookup), ...linkerdUses(world, lookup), ...exporterUses(lookup)],
    ...[...tempos.flatMap(tempoUses), ...bucketJobUses(world), ...grafanaUses(world)],
    // Nothing secret that stands in a URL goes into a report.
  ].map((use): Use => ({ ...use, address: withoutUser(use.address) }));
  const hops: Hop[] = [];
  const notJudged: string[] = [];
  const broken: Broken[] = [];
  for (const use of uses) {
    const { state, address, why, service } = resolve(use, world, lookup, tempos);
    if (state === 'broken') broken.push({ use, why: why ?? '', service });
    if (state === 'external' && !world.isOurs) notJudged.push(`${use.from} sends ${use.what} to ${address}: ${why}`);
    const hop: Hop = { from: use.from, to: use.to, what: use.what, protocol: use.protocol, address, state, why };
    if (use.what !== 'its own parts' && !hops.some((other) => isSame(other, hop))) hops.push(hop);
  }
  const missing = missingReceivers(world, lookup, tempos);
  // Who sends to a receiver that is off is told by that.
  const causes = broken.filter(
    ({ why }) => !world.declared.receivers.some((receiver) => why.includes(`Tempo has no receiver ${receiver};`)),
  );
  const verdicts = [
    ...alike(causes),
    ...missing,
    ...mentions(world, lookup, broken),
    ...checkMesh(world, lookup),
    ...checkEntryPoints(world, lookup),
  ];
  return { verdicts, judged: uses.length, hops: [...ends(world, lookup), ...hops], notJudged: [...new Set(notJudged)] };
}

/** Where a trace begins and where its id is written down: nothing of it has an address to be judged here. */
function ends(world: World, lookup: Lookup): Hop[] {
  if (traefiksIn(lookup).length === 0) return [];
  const requests = { from: 'browser', to: 'Traefik', what: 'requests', protocol: 'HTTP', state: 'external' } as const;
  const hosts = [...new Set(ingressUses(world).map(({ where }) => where))];
  const logs = dataSourcesIn(world).some(({ type }) => type === 'loki');
  return [
    ...hosts.map((host): Hop => ({ ...requests, address: host, why: 'from outside' })),
    ...(logs
      ? [
          {
            from: 'Traefik',
            to: 'Loki',
            what: 'access log',
            protocol: 'JSON',
            address: 'standard output',
            state: 'external',
            why: 'collected from there',
          } as const,
        ]
      : []),
  ];
}

/** An address that leads nowhere. */
interface Broken {
  readonly use: Use;
  readonly why: string;
  readonly service?: Service;
}

/** Each mistake once, however many have it. */
function alike(broken: readonly Broken[]): Verdict[] {
  const groups = new Map<string, Broken[]>();
  for (const one of broken) {
    const { from, what, address, where, placed } = one.use;
    const key = JSON.stringify([placed.place, from, what, address, where, one.why]);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].flatMap((group): Verdict[] => {
    const [first] = group;
    if (!first) return [];
    const { from, what, address, where, placed } = first.use;
    const owners = [...new Set(group.flatMap(({ use }) => use.of ?? []))];
    const place = owners.length > 0 ? `${where} of ${listed(owners)}` : where;
    const text = `${from} sends ${what} to ${address || 'nowhere'} (${place}): ${first.why}`;
    return [{ severity: 'error', check: 'addresses', place: placed.place, text }];
  });
}

const isSame = (a: Hop, b: Hop): boolean =>
  a.from === b.from && a.to === b.to && a.protocol === b.protocol && a.address === b.address && a.state === b.state;

/** What the cluster file wants Tempo to receive has to have a port of the distributor's Service. */
function missingReceivers({ declared }: World, lookup: Lookup, tempos: readonly Tempo[]): Verdict[] {
  return tempos.flatMap((tempo) => {
    const receivers = receiversOf(tempo);
    const pods = tempo.readers.map(({ pod }) => pod);
    const services = lookup.services.filter((service) => lookup.podsBehind(service).some((pod) => pods.includes(pod)));
    const wrong = new Map<string, Receiver[]>();
    for (const receiver of declared.receivers) {
      const { port } = RECEIVERS[receiver];
      const found = receivers.find((candidate) => candidate.receiver === receiver);
      const text = !found
        ? 'and the configuration of Tempo has no such receiver'
        : found.port !== port
          ? `and Tempo listens for it on ${found.port} instead of ${port}`
          : services.some(({ ports }) => ports.some((candidate) => candidate.port === port))
            ? undefined
            : `and no Service of Tempo has its port ${port}`;
      if (text) wrong.set(text, [...(wrong.get(text) ?? []), receiver]);
    }
    return [...wrong].map(([text, names]): Verdict => {
      const line = `tempo.receivers of the cluster file lists ${listed(names)}, ${text}; run \`npm run synth\``;
      return { severity: 'error', check: 'addresses', place: tempo.placed.place, text: line };
    });
  });
}

const FULL_NAME = /(?<![\w.-])([a-z0-9][a-z0-9-]*)\.([a-z0-9][a-z0-9-]*)\.svc(?:\.cluster\.local)?\.?(?::(\d+))?(?![\w-])/g;

const OPTIONAL = /-(ingester|compactor|metrics-generator|block-builder|live-store|backend-scheduler|backend-worker|admin-api)$/;

/** Full names of Services anywhere else in what is rendered, such as the upstreams of a gateway. */
function mentions({ objects, installations }: World, lookup: Lookup, broken: readonly Broken[]): Verdict[] {
  const said = new Set<string>();
  return objects.flatMap(({ object, place, rendered }) => {
    if (!['ConfigMap', 'Deployment', 'StatefulSet', 'DaemonSet', 'Job'].includes(object.kind)) return [];
    const values = installations.flatMap((one) =>
      one.place.file === place.file && one.place.name === place.name ? textsIn(one.values) : [],
    );
    return textsIn(object).flatMap((text) =>
      [...text.matchAll(FULL_NAME)].flatMap(([whole, name = '', namespace = '', port]): Verdict[] => {
        if (!lookup.namespaces.has(namespace) || !lookup.services.some((service) => service.namespace === namespace)) return [];
        const service = lookup.service(namespace, name);
        const address = `${name}.${namespace}${port ? `:${port}` : ''}`;
        const known = service && (port === undefined || service.ports.some((candidate) => candidate.port === Number(port)));
        if (known || said.has(address) || broken.some(({ use }) => use.address.includes(whole))) return [];
        said.add(address);
        const what = service ? `Service ${name} has no port ${port}` : `namespace ${namespace} has no Service ${name}`;
        const isWritten = !rendered || values.some((value) => value.includes(`${name}.${namespace}`));
        // The gateway's ways to microservices that are off are never gone, and nobody here can take them out.
        const isOff = !isWritten && OPTIONAL.test(name);
        const text = `${object.kind} ${object.metadata.name} names ${address}: ${what}; ${isOff ? 'ask nothing there' : 'correct it'}`;
        return [{ severity: isOff ? 'note' : 'error', check: 'addresses', place, text }];
      }),
    );
  });
}
