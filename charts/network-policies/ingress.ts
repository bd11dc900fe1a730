/** The ways into Tempo and a collector that the user's own values make: an Ingress of the chart, or a route of Gateway API. */
import { isTrueInTemplate } from '../../lib/helm/truth';
import { at, isMap, mapAt } from '../../lib/yaml/parsed';
import type { Values } from '../helm-values/user-values';
import type { MinioPorts } from '../tempo/pods/labels';
import { RECEIVERS, type Receiver } from '../tempo/receivers';
import { type Hop, hops, type Side, tcp } from './hop';

/** The paths of each microservice, by the name of its Service without the beginning. */
const pathsIn = (values: Readonly<Values>): unknown[] =>
  [at(values, 'ingress'), ...Object.values(mapAt(values, 'route'))]
    .filter((door) => isTrueInTemplate(at(door, 'enabled')))
    .map((door) => mapAt(door, 'paths'));

/** Whether values turn one of them on. */
export const isRouted = (values: Readonly<Values>): boolean => pathsIn(values).length > 0;

const pathsByName = (values: Readonly<Values>): [name: string, list: unknown][] =>
  pathsIn(values).flatMap((each) => Object.entries(each as Values));

/** The ports that paths have, each with the microservice that they lead to. */
const portsByName = (values: Readonly<Values>): (readonly [name: string, port: number])[] =>
  pathsByName(values)
    .flatMap(([name, list]) => (Array.isArray(list) ? list : []).map((path) => [name, Number(at(path, 'port'))] as const))
    .filter(([, port]) => port > 0);

/** Those of one microservice. */
export const portsRoutedTo = (name: string, values: Readonly<Values>): number[] =>
  portsByName(values).flatMap(([of, port]) => (of === name ? [port] : []));

export interface RouteProps {
  readonly values: Readonly<Values>;
  readonly receivers: readonly Receiver[];
  readonly queryPort: number;
  /** The microservices that the paths of the chart lead to. */
  readonly services: readonly string[];
  /** The pods of a microservice. */
  readonly of: (name: string) => readonly Side[];
  /** What serves them. */
  readonly from: Side;
}

export function routeHops({ values, receivers, queryPort, services, of, from }: RouteProps): Hop[] {
  if (!isRouted(values)) return [];
  const names = [...new Set([...services, ...pathsByName(values).map(([name]) => name)])];
  return [
    ...names.flatMap((name) => hops([from], of(name), tcp(queryPort))),
    ...(receivers.includes('otlp-http') ? hops([from], of('distributor'), tcp(RECEIVERS['otlp-http'].port)) : []),
    ...portsByName(values).flatMap(([name, port]) => hops([from], of(name), tcp(port))),
  ];
}

/** The ports that the Ingresses of the subchart MinIO lead to: of its API, and of its console, which has a port of its own in releases 4. */
export const minioPortsRoutedIn = (values: Readonly<Values>, ports: MinioPorts): number[] => [
  ...(isTrueInTemplate(at(values, 'minio', 'ingress', 'enabled')) ? [ports.api] : []),
  ...(isTrueInTemplate(at(values, 'minio', 'consoleIngress', 'enabled')) ? [ports.console] : []),
];

/** The ports that they lead to at a collector: those of its Ingresses, and of its HTTPRoute. */
export const portsRoutedIn = (values: Readonly<Values>): number[] => [
  ...new Set(
    ['ingress', 'httproute'].flatMap((door) => (isTrueInTemplate(at(values, door, 'enabled')) ? portsBelow(at(values, door)) : [])),
  ),
];

const portsBelow = (value: unknown): number[] => {
  if (Array.isArray(value)) return value.flatMap(portsBelow);
  if (!isMap(value)) return [];
  return Object.entries(value).flatMap(([key, child]) => (key === 'port' && Number(child) > 0 ? [Number(child)] : portsBelow(child)));
};
