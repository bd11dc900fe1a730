/** Checks that the probes of Tempo and Traefik ask a port and a path that the process serves. */
import { error, type Finding, type Statement } from '../../../lib/findings/finding';
import { nearest } from '../../../lib/findings/nearest';
import { textAt } from '../../../lib/yaml/parsed';
import type { TraefikProcess } from '../../uses/traefik';
import { aboutObject, type Container, type Pod } from '../../world/kubernetes';
import type { Lookup } from '../../world/lookup';
import { type Probe, probesOf } from '../../world/probes';
import { httpPortOf, type RunningTempo, receiversOf } from '../../world/tempo';
import { expectedHttpPort } from './listen-port';
import { ADDRESSES_RULES } from './rules';

/** What a process serves. */
interface Serves {
  readonly name: string;
  readonly ports: readonly number[];
  /** The HTTP port of its Services and containers, if its configuration has another one. */
  readonly expected?: number;
  /** The path for probes. */
  readonly path?: string;
}

export function checkProbes(lookup: Lookup, traefiks: readonly TraefikProcess[], tempos: readonly RunningTempo[]): Finding[] {
  const known = new Map<Container, Serves>([
    ...traefiks.map((traefik) => [traefik.container, ofTraefik(traefik)] as const),
    ...tempos.flatMap((tempo) => tempo.readers.map(({ container }) => [container, ofTempo(tempo, lookup)] as const)),
  ]);
  return lookup.pods.flatMap((pod) => pod.containers.flatMap((container) => mistakesIn(container, pod, known.get(container))));
}

function ofTraefik({ flags }: TraefikProcess): Serves {
  const addresses = [...flags].flatMap(([name, value]) => (/^entrypoints\.[^.]+\.address$/.test(name) ? value : []));
  const ports = addresses.map((address) => Number(/:(\d+)(\/|$)/.exec(address)?.[1]));
  // Traefik adds the entry point `traefik` by itself.
  return { name: 'Traefik', ports: flags.has('entrypoints.traefik.address') ? ports : [...ports, 8080], path: '/ping' };
}

function ofTempo(tempo: RunningTempo, lookup: Lookup): Serves {
  const grpc = Number(textAt(tempo.config, 'server', 'grpc_listen_port') ?? 9095);
  const members = Number(textAt(tempo.config, 'memberlist', 'bind_port') ?? 7946);
  const prefix = textAt(tempo.config, 'http_api_prefix');
  const ports = [httpPortOf(tempo), grpc, members, ...receiversOf(tempo).map(({ port }) => port)];
  return { name: 'Tempo', ports, expected: expectedHttpPort(tempo, lookup), ...(!prefix && { path: '/ready' }) };
}

function mistakesIn(container: Container, { placed }: Pod, serves: Serves | undefined): Finding[] {
  return probesOf(container).flatMap((probe) => {
    const mistake = mistakeOf(probe, container, serves);
    if (!mistake) return [];
    return [error(placed.place, mistake, { ...aboutObject(placed.object), part: `${probe.kind} of container ${container.name}` })];
  });
}

function mistakeOf({ port, path, host }: Probe, container: Container, serves: Serves | undefined): Statement | undefined {
  if (port === undefined || host !== undefined) return undefined;
  const says = (problem: string, fix: string) => ADDRESSES_RULES.says('wrong-probe', problem, fix);
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
  if (serves.path !== undefined && path !== undefined && path !== serves.path && nearest(path, [serves.path]))
    return says(`asks path ${path}, which ${serves.name} does not serve`, `use ${serves.path}`);
  return undefined;
}
