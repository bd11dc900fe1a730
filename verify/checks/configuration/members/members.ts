/** Checks that the processes of a Tempo in several pods find each other, and that other pods reach its servers. */
import { GOSSIP_PORT } from '../../../../charts/tempo/pods/members';
import { error, type Finding, type Statement } from '../../../../lib/findings/finding';
import { isLoopback } from '../../../../lib/kubernetes/loopback';
import { at, leavesOf, listAt, mapAt, textAt, textFrom } from '../../../../lib/yaml/parsed';
import { aboutObject } from '../../../world/kubernetes';
import { flagValues, type RunningTempo, SEVERAL_IN_ONE, targetOf } from '../../../world/tempo';
import { grpcPortOf, memberPortOf } from '../../../world/tempo-server';
import { CONFIGURATION_RULES } from '../rules';

export function checkMembers(tempo: RunningTempo): Finding[] {
  const { placed, key, readers } = tempo;
  const targets = new Set(readers.map(targetOf));
  const isSeveral = targets.size > 1 && !SEVERAL_IN_ONE.some((target) => targets.has(target));
  const statements = [
    ...ownAddresses(tempo),
    ...unknownStores(tempo),
    ...(isSeveral ? [...members(tempo), ...ownRings(tempo), ...frontend(tempo, targets)] : []),
  ];
  return statements.map((statement) => error(placed.place, statement, { ...aboutObject(placed.object), part: key }));
}

function ownAddresses({ config, readers }: RunningTempo): Statement[] {
  const says = (field: string, value: string) =>
    CONFIGURATION_RULES.says('own-address', `${field} is ${value}, which other pods cannot reach`, 'remove it');
  const one = (...path: string[]) => {
    const value = textAt(config, ...path) ?? '';
    return isLoopback(value) ? [says(path.join('.'), value)] : [];
  };
  const bound = listAt(config, 'memberlist', 'bind_addr').map(textFrom);
  const isSingle = readers.every((reader) => SEVERAL_IN_ONE.includes(targetOf(reader)));
  // A proxy in the same pod, such as one that asks for a password, may be what others reach.
  const hasProxy = readers.some(({ pod }) =>
    pod.containers.some((each) => !each.isInit && !readers.some(({ container }) => container === each)),
  );
  return [
    ...(hasProxy ? [] : one('server', 'http_listen_address')),
    ...(isSingle ? [] : [...one('server', 'grpc_listen_address'), ...one('memberlist', 'advertise_addr')]),
    ...(!isSingle && bound.length > 0 && bound.every(isLoopback) ? [says('memberlist.bind_addr', bound.join(', '))] : []),
  ];
}

/** The stores of rings (dskit kv/client.go). */
const STORES = ['consul', 'etcd', 'inmemory', 'memberlist', 'multi', ''];

const storesIn = ({ config }: RunningTempo): [field: string, store: string][] =>
  leavesOf(config).flatMap(([path, value]) =>
    path.at(-1) === 'store' && path.at(-2) === 'kvstore' && !String(value).includes('${') ? [[path.join('.'), String(value)]] : [],
  );

const unknownStores = (tempo: RunningTempo): Statement[] =>
  storesIn(tempo).flatMap(([field, store]) => {
    if (STORES.includes(store)) return [];
    const problem = `${field} is ${store}, which Tempo does not have, so it does not start`;
    return [CONFIGURATION_RULES.says('own-ring', problem, 'use memberlist')];
  });

/** Parts whose ring only their own pods read: with one pod, it may be in memory (modules/compactor, modules/backendworker). */
const OF_ONE_KIND: Readonly<Record<string, string>> = { compactor: 'compactor', backend_worker: 'backend-worker' };

function isAlone(field: string, { readers }: RunningTempo): boolean {
  const own = readers.filter((reader) => targetOf(reader) === OF_ONE_KIND[field.split('.')[0] ?? '']);
  return own.length === 1 && own.every(({ pod: { placed } }) => (at(placed.object, 'spec', 'replicas') ?? 1) === 1);
}

/** A ring in memory, or in a server at its default address, which is the pod itself. */
function ownRings(tempo: RunningTempo): Statement[] {
  return storesIn(tempo).flatMap(([field, store]) => {
    if (isAlone(field, tempo)) return [];
    const server = at(tempo.config, ...field.split('.').slice(0, -1), store);
    const isOwn = store === 'inmemory' || (/^(consul|etcd)$/.test(store) && server === undefined);
    if (!isOwn || tempo.readers.some(({ container }) => container.args.some((arg) => /(consul|etcd)/.test(arg)))) return [];
    const why =
      store === 'inmemory' ? 'so each process has a ring of its own' : `but no server is set, so Tempo asks for ${store} in its own pod`;
    return [CONFIGURATION_RULES.says('own-ring', `${field} is ${store}, ${why}`, 'use memberlist')];
  });
}

/** dns+ looks up addresses, dnssrv+ and dnssrvnoa+ records of services (dskit dns/provider.go). */
const ADDRESS = /^(?:([^+]*)\+)?(.*)$/;

function members(tempo: RunningTempo): Statement[] {
  const { config, readers } = tempo;
  if (!storesIn(tempo).some(([, store]) => store === 'memberlist')) return [];
  const says = (problem: string, fix: string) => [CONFIGURATION_RULES.says('no-members', problem, fix)];
  const joined = listAt(config, 'memberlist', 'join_members').map(textFrom);
  const isByFlag = readers.some((reader) => flagValues(reader, 'memberlist.join').length > 0);
  if (joined.length === 0)
    return isByFlag
      ? []
      : says(
          'memberlist.join_members is empty, so its processes do not find each other',
          `add the Service of all of them, such as dns+tempo-gossip-ring:${GOSSIP_PORT}`,
        );
  const bound = String(memberPortOf({ config }));
  return joined.flatMap((member) => {
    const [, kind, host = ''] = ADDRESS.exec(member) ?? [];
    const port = /:(\d+)$/.exec(host)?.[1];
    if (host.includes('${')) return [];
    if (kind !== undefined && !/^dns(srv(noa)?)?$/.test(kind))
      return says(`memberlist.join_members has ${member}, with an unknown ${kind}+`, `use dns+${host}`);
    if (kind === 'dns' && port === undefined)
      return says(`memberlist.join_members has ${member} without a port, which is not looked up`, `use ${member}:${bound}`);
    return port === undefined || port === bound || /^dnssrv/.test(kind ?? '')
      ? []
      : says(`memberlist.join_members has ${member}, but memberlist.bind_port is ${bound}`, `use port ${bound} in both`);
  });
}

/** Without an address, a querier only answers requests to itself (modules/querier/worker/worker.go). */
function frontend({ config, readers }: RunningTempo, targets: ReadonlySet<string>): Statement[] {
  if (!targets.has('querier') || !targets.has('query-frontend')) return [];
  if (readers.some((reader) => flagValues(reader, 'querier.frontend-address').length > 0)) return [];
  const field = 'querier.frontend_worker.frontend_address';
  const says = (problem: string, fix: string) => [CONFIGURATION_RULES.says('no-frontend', `${problem}, so no query is answered`, fix)];
  const address = textAt(mapAt(config, 'querier'), 'frontend_worker', 'frontend_address') ?? '';
  if (address === '') return says(`${field} is missing`, 'use the host and the gRPC port of the query-frontend');
  if (address.includes('${')) return [];
  const [, host] = /^[a-z]+:\/\/(?!\/)(.*)$/.exec(address) ?? [];
  if (host !== undefined) return says(`${field} is ${address}, which is not host:port`, `use ${host}`);
  if (/:\d+$/.test(address)) return [];
  return says(`${field} is ${address}, without a port`, `use ${address}:${grpcPortOf({ config })}`);
}
