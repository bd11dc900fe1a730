/** Where each end of the stack is reached: by the URL of `--url`, else by a port-forward of kubectl. */
import type { Endpoint } from '../../charts/component';

/**
 * The names of `--url NAME=URL`: `tempo` is the query API, a process of Tempo such as `distributor` its HTTP port, a receiver such as
 * `zipkin` where it listens, `traefik` where the host of the demo is served, and `loki`, `prometheus` and `s3`.
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

export interface Ends {
  /** Whether `--url` names it. */
  readonly isGiven: (name: EndName) => boolean;
  /**
   * @param service the Service to forward to, unless `--url` names that end
   * @throws EndError if there is neither
   */
  readonly reach: (name: EndName, service: Endpoint | PodPort | undefined) => Promise<Reached>;
  /** Ends all port-forwards. */
  readonly close: () => void;
}

/** A port of one pod. */
export interface PodPort {
  readonly pod: string;
  readonly namespace: string;
  readonly port: number;
}

/** An end that cannot be reached, with what was seen and what to do. */
export class EndError extends Error {
  constructor(
    readonly end: EndName,
    readonly problem: string,
    readonly fix: string,
  ) {
    super(`${end}: ${problem}; ${fix}`);
  }
}
