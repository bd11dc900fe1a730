/** What a sender sends, and where. */
import type { Receiver } from '../../charts/tempo/receivers';
import type { Reached } from '../ends/ends';

/** A span that can be recognized. */
export interface MarkedSpan {
  /** 32 hexadecimal digits. The first 16 are zeros in an id of 64 bits, as older clients of Zipkin and Jaeger make them. */
  readonly traceId: string;
  /** 16 hexadecimal digits. */
  readonly spanId: string;
  readonly service: string;
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** In milliseconds since 1970. */
  readonly start: number;
  /** In milliseconds. */
  readonly duration: number;
}

/** Where a receiver is reached. */
export interface Destination extends Pick<Reached, 'host' | 'port' | 'tls' | 'base'> {
  /** HTTP headers, or metadata of gRPC, such as that of the tenant. @default none */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends one span. @throws SendError */
export type Sender = (to: Destination, span: MarkedSpan) => Promise<void>;

export type Senders = Readonly<Record<Receiver, Sender>>;

/** The time for one answer, in milliseconds. */
export const ANSWER_TIME = 10_000;

/** Smoke tries the path of a trace, and not certificates, whose authorities may be known in the cluster only. */
export const WITHOUT_CHECK = { rejectUnauthorized: false } as const;

/**
 * Why a span was not accepted:
 * `unreachable`: nothing answers there; `tls`: only one side uses TLS; `closed`: the connection ends without an answer; `protocol`:
 * something answers in another protocol; `missing`: the server does not have this receiver; `tenant`: it wants a tenant; `refused`:
 * anything else that it says.
 */
export type Refusal = 'unreachable' | 'tls' | 'closed' | 'protocol' | 'missing' | 'tenant' | 'refused';

/** A span that was not accepted. The message is a phrase with what the other side answered: `answered 404 Not Found: no such path`. */
export class SendError extends Error {
  constructor(
    readonly refusal: Refusal,
    message: string,
  ) {
    super(message);
  }
}

/** The class exists twice in the package, which has the senders in a bundle of their own. */
export const isSendError = (error: unknown): error is SendError => error instanceof Error && 'refusal' in error;
