/** Where senders of spans reach Tempo. */
import { type Findings, keyOf } from '../../../lib/cluster-file/findings';
import type { Path } from '../../../lib/yaml/parsed';
import type { Endpoint } from '../../component';
import type { TempoConfig } from '../config';
import { accountOf, serviceOf } from '../names/names';
import { RECEIVERS, type Receiver, type ReceiverFacts } from '../receivers';
import type { TempoRelease } from '../releases';
import { TEMPO_RULES } from '../rules';
import { type RemovedReceiver, removedReceiver, removingPin } from './removed-receiver';

export class SpanEndpoints {
  /**
   * @param config of the Tempo that senders use
   * @param release undefined if it is refused
   */
  constructor(
    private readonly config: TempoConfig,
    private readonly release: TempoRelease | undefined,
    private readonly findings: Findings,
  ) {}

  /** The ServiceAccount of the pods that receive spans. */
  get serviceAccount(): string {
    return accountOf(this.config);
  }

  /** The key of the cluster file whose release no longer has that receiver; undefined if Tempo has it. */
  removedBy(name: Receiver): Path | undefined {
    return this.release && removingPin(name, this.release, this.config)?.key;
  }

  /**
   * The endpoint of a receiver. If the receiver is off, an error is added at the key of the sender.
   * @param asker the key of the sender in the cluster file
   * @param instead another way out if Tempo no longer has the receiver: `pin linkerd.version 2.17 or newer`
   */
  receiver(name: Receiver, asker: Path, instead?: string): Endpoint {
    const removed = this.release && removedReceiver(name, this.release, this.config);
    if (removed) this.reportRemoved(name, removed, asker, instead);
    else if (this.release && !this.isOn(name)) this.reportOff([name], asker);
    return this.endpointOf(name);
  }

  /** The endpoint for OTLP: HTTP if that is on, else gRPC. If neither is, an error is added at the key of the sender. */
  otlp(asker: Path): { readonly http: Endpoint } | { readonly grpc: Endpoint } {
    if (this.isOn('otlp-http')) return { http: this.receiver('otlp-http', asker) };
    if (this.isOn('otlp-grpc')) return { grpc: this.receiver('otlp-grpc', asker) };
    this.reportOff(['otlp-http', 'otlp-grpc'], asker);
    return { http: this.endpointOf('otlp-http') };
  }

  private isOn(name: Receiver): boolean {
    return this.config.receivers.includes(name);
  }

  private endpointOf(name: Receiver): Endpoint {
    const { port, path }: ReceiverFacts = RECEIVERS[name];
    return { service: serviceOf(this.config, 'distributor'), namespace: this.config.namespace, port, ...(path && { path }) };
  }

  private reportRemoved(name: Receiver, { tempo, key, version, last }: RemovedReceiver, asker: Path, instead?: string): void {
    const older = last === undefined ? [] : [`pin ${keyOf(key)} ${last} or older with ${name} in tempo.receivers`];
    const others = [...older, ...(instead === undefined ? [] : [instead])].map((way) => `${way}, `).join('');
    this.findings.errorAtKey(
      asker,
      TEMPO_RULES.says(
        'no-common-protocol',
        `sends its spans by ${name}, which ${this.findings.where(key)} ${version} no longer receives (removed in Tempo ${tempo})`,
        `${others}${others && 'or '}remove ${keyOf(asker)}`,
      ),
    );
  }

  /** @param names each of which would do */
  private reportOff(names: readonly Receiver[], asker: Path): void {
    const [either, sender] = [names.join(' or '), typeof asker.at(-1) === 'number' ? 'this item' : keyOf(asker)];
    const problem = `sends its spans by ${either}, which ${this.findings.where(['tempo', 'receivers'])} does not list`;
    this.findings.errorAtKey(asker, TEMPO_RULES.says('receiver-off', problem, `add ${either} there, or remove ${sender}`));
  }
}
