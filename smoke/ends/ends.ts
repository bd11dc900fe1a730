/** Where each end of the stack is reached: by the URL of `--url`, else by a port-forward of kubectl. */
import type { Endpoint } from '../../charts/component';

/**
 * The names of `--url NAME=URL`: `tempo` is the query API, a process of Tempo such as `distributor` its HTTP port, a receiver such as
 * `zipkin` where it listens, `collector-zipkin` the same of a collector, `traefik` where the host of the demo is served, and `loki`,
 * `prometheus` and `s3`.
 */
export type EndName = string;

/** An end that can be reached from here. */
export interface Reached {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  /** `udp` only by `--url NAME=udp://HOST:PORT`. */
  readonly transport: 'tcp' | 'udp';
  /** `http://127.0.0.1:45123`, with the path of `--url`, without a slash at its end. */
  readonly base: string;
  /** How: `--url`, or `port-forward of Service tempo-distributor`. */
  readonly by: string;
}

/** The path that is missing in the base of an end: the URL of `--url` may end with it. */
export const pathBelow = ({ base }: Pick<Reached, 'base'>, path: string): string => (base.endsWith(path) ? '' : path);

/** Where an end is in the cluster. */
export type Target =
  /** A Service. */
  | Endpoint
  | PodPort
  /** A URL as a pod in that namespace uses it: of a Service, or of a server outside of the cluster. */
  | { readonly url: string; readonly namespace: string };

/** A port of one pod. */
export interface PodPort {
  readonly pod: string;
  readonly namespace: string;
  readonly port: number;
}

export interface Ends {
  /** Whether `--url` names it. */
  readonly isGiven: (name: EndName) => boolean;
  /**
   * @param target where it is unless `--url` names it; undefined if only `--url` can
   * @throws EndError if it cannot be reached
   */
  readonly reach: (name: EndName, target: Target | undefined) => Promise<Reached>;
  /** Ends all port-forwards, for good: what is forwarded cannot be reached after it. */
  readonly close: () => void;
}

/** An end that cannot be reached, with what was seen and what to do. */
export class EndError extends Error {
  constructor(
    readonly end: EndName,
    readonly problem: string,
    readonly fix: string,
    /** Whether waiting does not help. */
    readonly isPermanent = false,
  ) {
    super(`${end}: ${problem}; ${fix}`);
  }
}
