/** Where each sender of spans sends them: to the collector where it has the receiver, else to Tempo. */
import type { Path } from '../../lib/yaml/parsed';
import type { Endpoint } from '../component';
import type { Receiver } from '../tempo/receivers';
import type { SpanEndpoints } from '../tempo/receivers/span-endpoints';
import type { SpanReceiver } from './collector';
import type { OtlpEndpoint } from './configuration';
import { MESH } from './receivers';

export class SpanDestinations {
  /** @param collector undefined if there is none */
  constructor(
    private readonly tempo: SpanEndpoints,
    readonly collector?: SpanReceiver,
  ) {}

  /**
   * The endpoint that senders of a receiver use. If nothing has the receiver, an error is added at the key of the sender.
   * @param asker the key of the sender in the cluster file
   * @param instead another way out if Tempo no longer has the receiver
   */
  receiver(name: Receiver, asker: Path, instead?: string): Endpoint {
    this.collector?.checkPlain?.(name, asker);
    return this.offered(name, asker, instead);
  }

  /** The same for a sender that this stack does not install, and that may use TLS and credentials. */
  offered(name: Receiver, asker: Path, instead?: string): Endpoint {
    return this.collector?.endpoint(name) ?? this.tempo.receiver(name, asker, instead);
  }

  /** Whether the collector receives it. */
  has(name: Receiver): boolean {
    return this.collector?.endpoint(name) !== undefined;
  }

  /** The same for a collector of this stack, which is a Service. */
  hasOwn(name: Receiver): boolean {
    return this.has(name) && this.collector?.endpoint(name)?.host === undefined;
  }

  /** The endpoint for OTLP: HTTP if that is on, else gRPC. */
  otlp(asker: Path): OtlpEndpoint {
    const [http, grpc] = [this.collector?.endpoint('otlp-http'), this.collector?.endpoint('otlp-grpc')];
    if (!http && !grpc) return this.tempo.otlp(asker);
    this.collector?.checkPlain?.(http ? 'otlp-http' : 'otlp-grpc', asker);
    return http ? { http } : { grpc: grpc as Endpoint };
  }

  /** The endpoint of Linkerd's proxies, and the ServiceAccount there. */
  mesh(name: Receiver, asker: Path, instead?: string): { readonly endpoint: Endpoint; readonly account: string } {
    const own = this.collector?.meshEndpoint(name);
    if (own) this.collector?.checkPlain?.(name, asker, MESH);
    return own ?? { endpoint: this.tempo.receiver(name, asker, instead), account: this.tempo.serviceAccount };
  }

  /** The endpoint for what reads its own traces again: one that keeps all of them. */
  complete(name: Receiver, asker: Path): Endpoint {
    return this.collector?.keepsAll === false ? this.tempo.receiver(name, asker) : this.receiver(name, asker);
  }

  /** The key of the cluster file whose release no longer has that receiver; undefined if something receives it. */
  removedBy(name: Receiver): Path | undefined {
    return this.has(name) ? undefined : this.tempo.removedBy(name);
  }
}
