/** Who may connect to whom: what policies are made of. */
import { listed } from '../../lib/findings/listed';
import { isTrueInTemplate } from '../../lib/helm/truth';
import type { Values } from '../helm-values/user-values';
import { isUdp, RECEIVERS, type Receiver } from '../tempo/receivers';

/** One side of a connection: pods of this stack, pods of others, or anything. */
export interface Side {
  /** The name of the policy of these pods; undefined for pods of others, which get none. */
  readonly policy?: string;
  /** @default every namespace */
  readonly namespace?: string;
  /** @default every pod there */
  readonly labels?: Readonly<Record<string, string>>;
  /** Labels with one of several values. */
  readonly oneOf?: { readonly key: string; readonly values: readonly string[] };
  /** Whether it is everything, in the cluster and outside. @default only pods */
  readonly isAnything?: true;
  /** Whether the pods have a proxy of Linkerd; undefined if that is not known. */
  readonly inMesh?: boolean;
  /** Whether annotations of pods in the mesh lead some connections, or all, past their proxy. @default false */
  readonly passesProxy?: true;
}

export interface Port {
  readonly port: number;
  /** @default TCP */
  readonly protocol?: 'UDP';
}

export interface Hop {
  readonly from: Side;
  readonly to: Side;
  /** The ports of the pods at the other end. @default all, because the ports behind a Service of others are not known */
  readonly ports?: readonly Port[];
  /** Whether these ports are led past the proxy of the destination, or a proxy connects for itself. @default false */
  readonly isDirect?: boolean;
  /** Whether the proxy of the source keeps the port of the application, unless it is opaque. @default false */
  readonly keepsPort?: boolean;
}

/** A port on which pods listen. */
export interface ServicePort extends Port {
  /** The port of the Service. @default the same */
  readonly as?: number;
}

/** The pods behind a Service, and what they listen on. */
export interface BehindService extends Pick<Hop, 'isDirect'> {
  readonly pods: readonly Side[];
  readonly ports: readonly ServicePort[];
}

/** Everything in the cluster and outside, such as nodes, load balancers and the API server. */
export const ANYTHING: Side = { isAnything: true };

/** Hosts outside of the cluster, and servers on nodes. They have no proxy. */
export const OUTSIDE: Side = { isAnything: true, inMesh: false };

/**
 * How a policy sees pods in the network of their node: their connections come from the node, so no selector knows them
 * (https://kubernetes.io/docs/concepts/services-networking/network-policies). Linkerd leaves them out.
 */
const ON_NODE = { isAnything: true, inMesh: false } as const;

/** Pods by the values of their chart, which may put them into the network of their node. */
export const podsWith = (values: Readonly<Values> | undefined, side: Side): Side =>
  isTrueInTemplate(values?.hostNetwork) ? { ...side, ...ON_NODE } : side;

/** Every pod of the cluster. */
export const EVERY_POD: Side = {};

/** Prometheus, in any namespace. One in the mesh needs a policy of its own: the port of a proxy would open all ports of the pods. */
export const SCRAPER: Side = { inMesh: false };

export const tcp = (...ports: readonly number[]): Port[] => ports.map((port) => ({ port }));

/** The port alone, without what else is known of it. */
export const portOf = ({ port, protocol }: { readonly port: number; readonly protocol?: string }): Port => ({
  port,
  ...(protocol === 'UDP' && { protocol }),
});

export const receiverPorts = (receivers: readonly Receiver[]): Port[] =>
  receivers.map((name) => ({ port: RECEIVERS[name].port, ...(isUdp(name) && { protocol: 'UDP' as const }) }));

/** Hops that do not go through two proxies. */
export const direct = (all: readonly Hop[]): Hop[] => all.map((hop) => ({ ...hop, isDirect: true }));

/** Hops from one side to several. */
export const hops = (from: readonly Side[], to: readonly Side[], ports?: readonly Port[]): Hop[] =>
  from.flatMap((source) => to.flatMap((target) => (source === target ? [] : [{ from: source, to: target, ports }])));

/** Between the pods of one side. */
export const amongThemselves = (side: Side, ports: readonly Port[]): Hop => ({ from: side, to: side, ports });

/** Hops from one side to several, of which it may be one: a Service leads to any of its pods. */
export const serviceHops = (from: readonly Side[], to: readonly Side[], ports: readonly Port[]): Hop[] => [
  ...hops(from, to, ports),
  ...to.filter((side) => from.includes(side)).map((side) => amongThemselves(side, ports)),
];

export const targetHops = (from: readonly Side[], targets: readonly Pick<Hop, 'to' | 'ports'>[]): Hop[] =>
  targets.flatMap(({ to, ports }) => hops(from, [to], ports));

/** Of the API server, which is not a pod of the cluster: of clouds and of k3s. */
export const API_SERVER_PORTS: readonly number[] = [443, 6443];

/** `port 443 is`, `ports 443 and 6443 are` */
export const opened = (ports: readonly number[]): string =>
  ports.length === 1 ? `port ${ports[0]} is` : `ports ${listed(ports.map(String))} are`;
