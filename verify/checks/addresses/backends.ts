/** Checks the ports and pods behind a Service, and that the process there supports the protocol. */
import { RECEIVERS, type Receiver, type ReceiverFacts } from '../../../charts/tempo/receivers';
import { TENANT_HEADER } from '../../../charts/tenants';
import type { Statement } from '../../../lib/findings/finding';
import { listed } from '../../../lib/findings/listed';
import { type AddressParts, receiverFor, type Use } from '../../uses/use';
import { collectorBehind } from '../../world/collectors';
import { type Pod, titleOf } from '../../world/kubernetes';
import type { Lookup, Service, ServicePort } from '../../world/lookup';
import { answersQueries, httpPortOf, type RunningTempo, receiversOf, targetOf } from '../../world/tempo';
import { grpcPortOf, queryPrefixOf, servesTls, wantsTenant } from '../../world/tempo-server';
import type { Context } from '../check';
import { receivesNot } from './collector/behind';
import { tempoIn } from './container-port';
import { expectedHttpPort } from './listen-port';
import { ADDRESSES_RULES } from './rules';

/** Why a Service does not have the port of an address: another number, another Service, or a receiver that is off. */
export function noPort(
  use: Use,
  asked: number | string | undefined,
  service: Service,
  lookup: Lookup,
  tempos: readonly RunningTempo[],
): Statement {
  const { name, ports } = service;
  // The ports between Tempo's own processes cannot be derived from its receivers or its query port.
  const tempo = use.to === 'Tempo' && !use.isInternal ? tempoIn(lookup.podsBehind(service), tempos) : undefined;
  const right = tempo && portOf(use, tempo);
  const problem = portProblem(asked, name, listed(ports.map(portText)));
  const expected = tempo && right !== undefined && !receiverFor(use) ? expectedHttpPort(tempo, lookup) : undefined;
  if (tempo && right === undefined)
    return ADDRESSES_RULES.says('receiver-off', `${problem}, because Tempo has no receiver ${receiverFor(use)}`, 'turn it on');
  if (expected !== undefined)
    return ADDRESSES_RULES.says('no-such-port', problem, `set server.http_listen_port of Tempo to ${expected}, and use that`);
  return ADDRESSES_RULES.says('no-such-port', problem, `use ${(right && whereIs(right, service, lookup)) ?? oneOf(ports)}`);
}

function portProblem(asked: number | string | undefined, service: string, ports: string): string {
  if (asked === undefined) return `the port is missing, and Service ${service} has ${ports || 'none'}`;
  return `Service ${service} has no port ${asked}${ports && `, only ${ports}`}`;
}

const portText = ({ port, name }: ServicePort): string => (name ? `${port} (${name})` : String(port));

const oneOf = (ports: readonly ServicePort[]): string => (ports.length === 1 ? String(ports[0]?.port) : 'one of these');

/** The port of Tempo for a use: that of a receiver, else that for queries. */
function portOf(use: Use, tempo: RunningTempo): number | undefined {
  const wanted = receiverFor(use);
  return wanted ? receiversOf(tempo).find(({ receiver }) => receiver === wanted)?.port : httpPortOf(tempo);
}

/** `3200` for the same Service, `tempo-query-frontend:3200` for another Service. */
function whereIs(wanted: number, service: Service, { services }: Lookup): string | undefined {
  const hasIt = ({ ports }: Service) => ports.some(({ port }) => port === wanted);
  if (hasIt(service)) return String(wanted);
  const other = services.find((candidate) => candidate.namespace === service.namespace && !candidate.isHeadless && hasIt(candidate));
  return other && `${other.name}:${wanted}`;
}

/** Why the process of Tempo or the collector behind a port does not accept the requests of a use. Other processes are not judged. */
export function speaks(
  use: Use,
  { path, scheme }: Pick<AddressParts, 'path' | 'scheme'>,
  target: number,
  pods: readonly Pod[],
  { lookup, tempos, collectors }: Pick<Context, 'lookup' | 'tempos' | 'collectors'>,
): Statement | undefined {
  const collector = collectorBehind(pods, collectors);
  if (collector) return receivesNot(use, scheme, target, collector);
  const tempo = tempoIn(pods, tempos);
  if (!tempo || use.to !== 'Tempo') return undefined;
  const wanted = receiverFor(use);
  const fault = tlsFault(use, scheme, tempo, wanted);
  if (fault) return fault;
  const tenant = tenantFault(use, pods, tempo, wanted);
  if (tenant) return tenant;
  const asked = { use, path, target, pods };
  if (wanted) return receives(asked, wanted, tempo);
  const hasQueriers = tempo.readers.some((reader) => targetOf(reader) === 'querier');
  if (hasQueriers && /frontend[_-]address$/.test(use.where ?? '')) return frontend(target, pods, tempo) ?? otherProcess(pods, tempo);
  return use.what === 'queries' ? answers(asked, tempo, lookup) : undefined;
}

/** Requests of a use, where they arrive: the path, the port and the pods that have it. */
interface Asked {
  readonly use: Use;
  readonly path: string;
  readonly target: number;
  readonly pods: readonly Pod[];
}

/** The process that answers refuses what names no tenant. Tempo's own processes pass the tenant on. */
function tenantFault(use: Use, pods: readonly Pod[], tempo: RunningTempo, wanted: Receiver | undefined): Statement | undefined {
  const isRefused = tempo.readers.some((reader) => pods.includes(reader.pod) && wantsTenant(tempo, reader));
  if (use.isInternal || use.hasTenant || !isRefused) return undefined;
  const canSend = wanted === undefined || /^otlp/.test(wanted);
  const fix = canSend ? `add the header ${TENANT_HEADER}` : `send them through a collector that adds ${TENANT_HEADER}`;
  return ADDRESSES_RULES.says('no-tenant', `Tempo has multitenancy on and refuses ${use.what} without a tenant`, fix);
}

/** Protocols without any TLS in their senders. */
const PLAIN: readonly string[] = ['OpenCensus', 'Jaeger/compact'];

/** Why the two ends do not agree on TLS. A gRPC address has no scheme that would tell. */
function tlsFault(use: Use, scheme: string | undefined, tempo: RunningTempo, wanted: Receiver | undefined): Statement | undefined {
  const isServed = servesTls(tempo, wanted);
  if (use.hasTls && !isServed) return ADDRESSES_RULES.says('no-tls', 'Tempo does not serve TLS there', 'set tls.insecure to true');
  if (scheme === 'https' && !isServed) return ADDRESSES_RULES.says('no-tls', 'Tempo does not serve TLS there', 'use http');
  if (!isServed || (scheme !== 'http' && !PLAIN.includes(use.protocol))) return undefined;
  return ADDRESSES_RULES.says('needs-tls', 'Tempo serves only TLS there', scheme === 'http' ? 'use https' : `remove tls from ${wanted}`);
}

function receives({ use, path, target }: Asked, wanted: Receiver, tempo: RunningTempo): Statement | undefined {
  const receivers = receiversOf(tempo);
  const listening = receivers.find(({ port }) => port === target)?.receiver;
  if (listening !== wanted) {
    const problem = `Tempo does not listen for ${wanted} on that port${listening ? `, but for ${listening}` : ''}`;
    const right = receivers.find(({ receiver }) => receiver === wanted)?.port;
    const others = listed(receivers.map(({ receiver }) => receiver));
    return ADDRESSES_RULES.says('wrong-receiver', problem, right ? `use ${right}` : `turn it on, or use one of ${others}`);
  }
  const { path: expected }: ReceiverFacts = RECEIVERS[wanted];
  // The exporters of applications add the path themselves; Traefik uses the URL unchanged.
  if (use.from !== 'Traefik' || expected === undefined || path === expected) return undefined;
  return ADDRESSES_RULES.says('wrong-path', `Tempo serves ${use.protocol} at ${expected}, not at ${path || '/'}`, `use ${expected}`);
}

/** The port of the queriers' requests for work. */
function frontend(target: number, pods: readonly Pod[], { config, readers }: RunningTempo): Statement | undefined {
  const port = grpcPortOf({ config });
  const isFrontend = readers.some((reader) => pods.includes(reader.pod) && answersQueries(reader));
  if (!isFrontend) return ADDRESSES_RULES.says('no-queries', 'that process of Tempo is not the query-frontend', 'use its Service');
  if (target === port) return undefined;
  return ADDRESSES_RULES.says('no-queries', `Tempo listens for gRPC on ${port}, not on ${target}`, `use ${port}`);
}

/** A process that gets a part of the queries, but does not answer them. */
function otherProcess(pods: readonly Pod[], { readers }: RunningTempo): Statement | undefined {
  const other = readers.find((reader) => pods.includes(reader.pod) && !answersQueries(reader));
  if (!other) return undefined;
  const problem = `its Service also selects ${titleOf(other.pod.placed.object)}, which does not answer queries`;
  return ADDRESSES_RULES.says('no-queries', problem, 'select only the query-frontend');
}

function answers({ use: { address }, path, target, pods }: Asked, tempo: RunningTempo, lookup: Lookup): Statement | undefined {
  const port = httpPortOf(tempo);
  const expected = target === port ? undefined : expectedHttpPort(tempo, lookup);
  if (expected !== undefined) {
    const problem = `Tempo listens on server.http_listen_port ${port}, to which no Service leads`;
    return ADDRESSES_RULES.says('no-queries', problem, `set it to ${expected}`);
  }
  if (target !== port) return ADDRESSES_RULES.says('no-queries', 'Tempo does not answer queries on that port', `use ${port}`);
  const answering = tempo.readers.filter(answersQueries);
  const frontend = answering[0]?.pod.placed.object.metadata.name;
  if (frontend && !answering.some(({ pod }) => pods.includes(pod)))
    return ADDRESSES_RULES.says('no-queries', 'that process of Tempo does not answer queries', `use ${frontend}`);
  const other = otherProcess(pods, tempo);
  if (other) return other;
  const [own, served] = [path.replace(/\/$/, ''), queryPrefixOf(tempo)];
  // A gateway may serve queries below any path.
  if (own === served || /gateway/.test(address)) return undefined;
  return served === ''
    ? ADDRESSES_RULES.says('wrong-path', `Tempo does not serve queries below the path ${path}`, 'remove the path')
    : ADDRESSES_RULES.says('wrong-path', `Tempo serves queries below ${served}, not below ${own || '/'}`, `use ${served}`);
}
