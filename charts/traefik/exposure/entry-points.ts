/** The entry points of Traefik, and which of them listen on the same port: Traefik then ends at start. */
import type { Findings } from '../../../lib/cluster-file/findings';
import { at, isMap, listAt, mapAt, type Path, textAt } from '../../../lib/yaml/parsed';
import type { Values } from '../../helm-values/user-values';
import type { TraefikRelease } from '../releases';
import { TRAEFIK_RULES } from '../rules';

export interface EntryPoint {
  /** In lower case, as flags are compared. */
  readonly name: string;
  /** Empty for every address of the pod. */
  readonly host: string;
  readonly port: number;
  readonly protocol: 'TCP' | 'UDP';
}

/** The port of the entry point `traefik`, which Traefik adds by itself, for its API, ping and metrics. */
export const OWN_PORT = 8080;

/**
 * Those that the flags of Traefik define, without those that share their port (`reusePort`) and those without a fixed one. The address is
 * `host:port/protocol` (GetProtocol of pkg/config/static/entrypoints.go).
 * @param flags by name in lower case
 */
export const entryPointsIn = (flags: ReadonlyMap<string, string>): EntryPoint[] =>
  [...flags].flatMap(([flag, value]): EntryPoint[] => {
    const name = /^entrypoints\.([^.]+)\.address$/.exec(flag)?.[1];
    const [, host = '', port = '0', isUdp] = /^(.*):(\d+)(?:\/(?:tcp|(udp)))?$/i.exec(value) ?? [];
    if (name === undefined || Number(port) === 0 || IS_TRUE.test(flags.get(`entrypoints.${name}.reuseport`) ?? '')) return [];
    return [{ name, host: ANY_HOST.test(host) ? '' : host, port: Number(port), protocol: isUdp ? 'UDP' : 'TCP' }];
  });

/** What strconv.ParseBool of Go reads as true. */
const IS_TRUE = /^(1|t|true)$/i;

const ANY_HOST = /^(0\.0\.0\.0|\[::\])?$/;

/** Each pair that listens on the same port: Traefik does not open a port twice (buildListener of pkg/server/server_entrypoint_tcp.go). */
export const samePorts = (entryPoints: readonly EntryPoint[]): (readonly [EntryPoint, EntryPoint])[] =>
  entryPoints.flatMap((one, index) =>
    entryPoints
      .slice(index + 1)
      .filter(({ host, port, protocol }) => port === one.port && protocol === one.protocol && (!host || !one.host || host === one.host))
      .map((other) => [one, other] as const),
  );

/** As a phrase whose subject is what makes them. */
export const samePortText = (one: EntryPoint, other: EntryPoint): string =>
  `the entry points ${one.name} and ${other.name} both listen on ${one.protocol} port ${one.port}, so Traefik does not start`;

/** Reports entry points of the user's values with the port of another one, at their place in the cluster file. */
export function checkEntryPoints(user: Readonly<Values>, release: TraefikRelease, findings: Findings): void {
  const given = flagsOf(user, release);
  const pathOf = ({ name }: EntryPoint) => given.findLast(({ flag }) => flag === `entrypoints.${name}.address`)?.path;
  for (const [one, other] of samePorts(entryPointsIn(new Map(given.map(({ flag, value }) => [flag, value]))))) {
    const path = pathOf(other) ?? pathOf(one);
    if (path) findings.error(['traefik', 'values', ...path], TRAEFIK_RULES.says('same-port', samePortText(one, other), 'use another port'));
  }
}

/** The ports of the value `ports`, with the defaults of the chart. */
export const portsIn = (user: Readonly<Values>, release: TraefikRelease): number[] =>
  entryPointsIn(new Map(ofPorts(user, release).map(({ flag, value }) => [flag, value]))).map(({ port }) => port);

/** The names of the entry points by the value `ports`, with the defaults of the chart, and by arguments: in lower case, as flags are compared. */
export const entryPointNames = (user: Readonly<Values>, release: TraefikRelease): string[] => [
  ...new Set(flagsOf(user, release).flatMap(({ flag }) => /^entrypoints\.([^.]+)\.address$/.exec(flag)?.[1] ?? [])),
];

interface GivenFlag {
  readonly flag: string;
  readonly value: string;
  /** Its place in the user's values; undefined for a default of the chart. */
  readonly path?: Path;
}

/** In the order of the chart, in which the last of a name counts (templates/_podtemplate.tpl). */
const flagsOf = (user: Readonly<Values>, release: TraefikRelease): GivenFlag[] => [
  ...ofArguments(user, 'globalArguments'),
  ...ofPorts(user, release),
  ...ofArguments(user, 'additionalArguments'),
];

function ofPorts(user: Readonly<Values>, { entryPoints }: TraefikRelease): GivenFlag[] {
  const own = mapAt(user, 'ports');
  return [...new Set([...Object.keys(entryPoints), ...Object.keys(own)])].flatMap((name): GivenFlag[] => {
    const port = isMap(own[name]) && 'port' in own[name] ? textAt(own, name, 'port') : entryPoints[name];
    if (own[name] === null || port === undefined) return [];
    const value = `${textAt(own, name, 'hostIP') ?? ''}:${port}/${textAt(own, name, 'protocol') ?? 'tcp'}`;
    const field = at(own, name, 'port') === undefined ? [] : ['port'];
    return [{ flag: `entrypoints.${name.toLowerCase()}.address`, value, ...(isMap(own[name]) && { path: ['ports', name, ...field] }) }];
  });
}

const ofArguments = (user: Readonly<Values>, list: 'globalArguments' | 'additionalArguments'): GivenFlag[] =>
  listAt(user, list).flatMap((argument, index) => {
    const [, flag, value = 'true'] = (typeof argument === 'string' && /^--?(entrypoints\.[^.=]+\.\w+)(?:=(.*))?$/i.exec(argument)) || [];
    return flag === undefined ? [] : [{ flag: flag.toLowerCase(), value, path: [list, index] }];
  });
