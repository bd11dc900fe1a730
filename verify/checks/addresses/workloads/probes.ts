/** Checks that the probes of Tempo, Traefik and Linkerd's webhook ask a port and a path that the process serves. */
import { OWN_PORT } from '../../../../charts/traefik/exposure/entry-points';
import { error, type Finding, type Statement } from '../../../../lib/findings/finding';
import { nearest } from '../../../../lib/findings/nearest';
import { isLoopback } from '../../../../lib/kubernetes/loopback';
import { hasSection, type TraefikProcess } from '../../../uses/traefik';
import { aboutObject, type Container, type Pod } from '../../../world/kubernetes';
import type { Lookup } from '../../../world/lookup';
import { type Probe, probesOf } from '../../../world/probes';
import { httpPortOf, type RunningTempo, receiversOf } from '../../../world/tempo';
import { grpcPortOf, memberPortOf, queryPrefixOf, servesTls } from '../../../world/tempo-server';
import { INJECTOR_PATHS, injectorIn, injectorPorts } from '../linkerd/injector';
import { expectedHttpPort } from '../listen-port';
import { ADDRESSES_RULES } from '../rules';
import { commandMistakes } from './probe-commands';

/** What a process serves. */
interface Serves {
  readonly name: string;
  readonly ports: readonly number[];
  /** The HTTP port of its Services and containers, if its configuration has another one. */
  readonly expected?: number;
  /** Where it answers probes. */
  readonly probed?: {
    readonly port: number;
    readonly path: string;
    /** All paths that answer there. */
    readonly paths: RegExp;
    readonly isTls: boolean;
    /** What turns the path on, if it is off. */
    readonly missing?: string;
  };
}

/** The HTTP endpoints of Tempo and of its server (cmd/tempo/app/modules.go; server and memberlist of dskit). */
const OF_TEMPO =
  /^\/($|ready|metrics|api|status|debug|services|config|memberlist|flush|shutdown|log_level|[\w-]*ring|distributor|ingester|compactor|querier|live-store|partition|usage|kafka|tempopb)/;
/** On the entry point of the probes, where the dashboard may be too. */
const OF_TRAEFIK = /^\/($|ping|metrics|api|dashboard|debug)/;

export function checkProbes(lookup: Lookup, traefiks: readonly TraefikProcess[], tempos: readonly RunningTempo[]): Finding[] {
  const known = new Map<Container, Serves>([
    ...traefiks.map((traefik) => [traefik.container, ofTraefik(traefik)] as const),
    ...tempos.flatMap((tempo) => tempo.readers.map(({ container }) => [container, ofTempo(tempo, lookup)] as const)),
    ...lookup.pods.flatMap(ofInjector),
  ]);
  return lookup.pods.flatMap((pod) => pod.containers.flatMap((container) => mistakesIn(container, pod, known.get(container))));
}

function ofTraefik({ flags }: TraefikProcess): Serves {
  const portOf = (address = '') => Number(/:(\d+)(\/|$)/.exec(address)?.[1]);
  const ports = [...flags].flatMap(([name, value]) => (/^entrypoints\.[^.]+\.address$/.test(name) ? portOf(value) : []));
  const entryPoint = (flags.get('ping.entrypoint') ?? 'traefik').toLowerCase();
  const port = portOf(flags.get(`entrypoints.${entryPoint}.address`) ?? `:${OWN_PORT}`);
  const isTls = [...flags.keys()].some((flag) => flag.startsWith(`entrypoints.${entryPoint}.http.tls`));
  const isPinged = hasSection(flags, 'ping');
  return {
    name: 'Traefik',
    // Traefik adds the entry point `traefik` by itself.
    ports: flags.has('entrypoints.traefik.address') ? ports : [...ports, OWN_PORT],
    ...(flags.get('ping.manualrouting') !== 'true' && {
      probed: { port, path: '/ping', paths: OF_TRAEFIK, isTls, ...(isPinged ? {} : { missing: '--ping=true' }) },
    }),
  };
}

function ofTempo(tempo: RunningTempo, lookup: Lookup): Serves {
  const port = httpPortOf(tempo);
  const ports = [port, grpcPortOf(tempo), memberPortOf(tempo), ...receiversOf(tempo).map((receiver) => receiver.port)];
  const probed = { port, path: '/ready', paths: OF_TEMPO, isTls: servesTls(tempo) };
  return { name: 'Tempo', ports, expected: expectedHttpPort(tempo, lookup), ...(queryPrefixOf(tempo) === '' && { probed }) };
}

function ofInjector(pod: Pod): (readonly [Container, Serves])[] {
  const container = injectorIn(pod);
  if (!container) return [];
  const { webhook, admin } = injectorPorts(pod, container);
  const probed = { port: admin, path: '/ping', paths: INJECTOR_PATHS, isTls: false };
  return [[container, { name: 'the webhook', ports: [admin, webhook], probed }]];
}

function mistakesIn(container: Container, { placed, hostNetwork }: Pod, serves: Serves | undefined): Finding[] {
  const failing = commandMistakes(container).map(({ kind, statement }) =>
    error(placed.place, statement, { ...aboutObject(placed.object), part: `${kind} of container ${container.name}` }),
  );
  const asking = probesOf(container).flatMap((probe) => {
    const mistake = mistakeOf(probe, container, serves, hostNetwork);
    if (!mistake) return [];
    return [error(placed.place, mistake, { ...aboutObject(placed.object), part: `${probe.kind} of container ${container.name}` })];
  });
  return [...failing, ...asking];
}

function mistakeOf(probe: Probe, container: Container, serves: Serves | undefined, hostNetwork: boolean): Statement | undefined {
  const { port, host = '' } = probe;
  if (port === undefined) return undefined;
  const says = (problem: string, fix: string) => ADDRESSES_RULES.says('wrong-probe', problem, fix);
  // The kubelet asks, outside of the pod.
  if (isLoopback(host) && !hostNetwork) return says(`asks host ${host}, which is the node`, 'remove host');
  if (host !== '') return undefined;
  const named = container.ports.find(({ name }) => name === port);
  if (!/^\d+$/.test(port) && !named) {
    const names = container.ports.flatMap(({ name }) => name ?? []);
    return says(
      `asks port ${port}, which the container does not have`,
      `use ${nearest(port, names) ?? (names.join(' or ') || 'a number')}`,
    );
  }
  if (!serves) return undefined;
  const number = named?.number ?? Number(port);
  // Ports beyond the known ones can be opened by other settings, and are then listed.
  const isListed = !named && container.ports.some((other) => other.number === number);
  if (!serves.ports.includes(number) && !isListed)
    return says(
      `asks port ${number}, on which ${serves.name} does not listen`,
      number === serves.expected ? `set server.http_listen_port to ${number}` : `use ${serves.ports[0]}`,
    );
  return serves.probed?.port === number ? requestMistake(probe, serves.name, serves.probed) : undefined;
}

/** What is wrong about the path and the scheme of `httpGet`. */
function requestMistake(
  { path: asked, scheme, isGrpc }: Probe,
  name: string,
  { path, paths, isTls, missing }: NonNullable<Serves['probed']>,
): Statement | undefined {
  const says = (problem: string, fix: string) => ADDRESSES_RULES.says('wrong-probe', problem, fix);
  if (isGrpc) return says(`asks by gRPC, which ${name} does not serve there`, `use httpGet with path ${path}`);
  if (scheme === 'HTTPS' && !isTls) return says(`asks by HTTPS, which ${name} does not serve there`, 'remove scheme');
  if (asked === path && missing !== undefined)
    return says(`asks path ${path}, which ${name} serves only with ${missing}`, `add ${missing}`);
  if (asked === undefined || asked === path) return undefined;
  return nearest(asked, [path]) || !paths.test(asked) ? says(`asks path ${asked}, which ${name} does not serve`, `use ${path}`) : undefined;
}
