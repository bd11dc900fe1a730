/** Grafana Tempo on S3: the release of its chart, its namespace and its credentials. */
import { Namespace } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import type { Path } from '../../lib/document';
import type { Findings } from '../../lib/findings';
import { Component, type Endpoint, KEEP, WAVES, wave } from '../component';
import { withUserValues } from '../user-values';
import { checkTempo } from './check';
import type { TempoConfig } from './config';
import { type Credentials, createCredentials } from './credentials';
import { DECIDED_FLAGS, DECIDED_IN_DISTRIBUTED, DECIDED_IN_MONOLITHIC, DECIDED_WITH_KAFKA } from './decided';
import { monolithicValues } from './monolithic-values';
import { RECEIVERS, type Receiver, type ReceiverFacts } from './receivers';
import { distributedReleases, monolithicReleases, type RemovedReceiver, type TempoRelease } from './releases';
import type { Environment } from './secret';
import { distributedValues } from './values';

/** The Helm release's name, which every Service and the ServiceAccount derive theirs from. */
const RELEASE = 'tempo';

export interface TempoProps {
  readonly config: TempoConfig;
  readonly findings: Findings;
  readonly environment: Environment;
  /** Whether a mesh injects its proxy into Tempo's pods. */
  readonly meshed: boolean;
  /** Further namespaces that need the S3 credentials. */
  readonly sharedWith: readonly string[];
}

export class Tempo extends Component {
  readonly credentials: Credentials;
  /** The ServiceAccount that every pod of Tempo runs as. */
  readonly serviceAccount = RELEASE;
  private readonly config: TempoConfig;
  private readonly findings: Findings;
  private readonly release?: TempoRelease;

  constructor(scope: Construct, { config, findings, environment, meshed, sharedWith }: TempoProps) {
    super(scope, 'tempo');
    this.config = config;
    this.findings = findings;
    this.addNamespace(meshed);
    this.credentials = createCredentials(scope, {
      config: config.credentials,
      environment,
      findings,
      namespaces: [config.namespace, ...sharedWith],
    });
    this.credentials.provide(this, config.namespace);
    const { ca, endpoint } = config.storage;
    this.requirements = [
      `the S3 server ${endpoint}`,
      ...this.credentials.requirements(config.namespace),
      ...(ca ? [`the ConfigMap ${ca.configMap} with ${ca.key} in namespace ${config.namespace}`] : []),
      ...(config.kafka ? [`the Kafka broker ${config.kafka.address}`] : []),
    ];
    this.release = config.chart === undefined ? this.installMonolithic(config.monolithic ?? '') : this.installDistributed(config.chart);
  }

  /** Where traces are read: query-frontend's HTTP API. */
  get query(): Endpoint {
    return { service: this.service('query-frontend'), namespace: this.config.namespace, port: this.release?.queryPort ?? 0 };
  }

  /** Whether spans can be sent by that protocol, to the release in use. */
  canReceive(name: Receiver): boolean {
    return this.removed(name) === undefined;
  }

  /** The Tempo that removed a receiver, for a message. */
  removed(name: Receiver): RemovedReceiver | undefined {
    return this.release?.removed.find(({ receiver }) => receiver === name);
  }

  /** The key of the cluster file with the release in use. */
  get releaseKey(): Path {
    return ['tempo', this.config.chart === undefined ? 'monolithic' : 'chart'];
  }

  /**
   * Where spans are sent by that protocol. Asking for a receiver that is off is an error at the key that asks.
   * @param asker the key in the cluster file of what sends the spans
   */
  receiver(name: Receiver, asker: Path): Endpoint {
    const { port, path }: ReceiverFacts = RECEIVERS[name];
    const sender = asker.join('.');
    const removed = this.removed(name);
    if (removed) {
      this.findings.errorAtKey(
        asker,
        `sends its spans by ${name}, which ${this.findings.where(this.releaseKey)} ${this.config.chart ?? this.config.monolithic} no longer receives (removed in Tempo ${removed.tempo}); pin ${this.releaseKey.join('.')} ${removed.lastChart} or older with ${name} in tempo.receivers, or remove ${sender}`,
      );
    } else if (!this.config.receivers.includes(name)) {
      this.findings.errorAtKey(
        asker,
        `sends its spans by ${name}, which ${this.findings.where(['tempo', 'receivers'])} does not list; add ${name} there, or remove ${sender}`,
      );
    }
    return { service: this.service('distributor'), namespace: this.config.namespace, port, ...(path && { path }) };
  }

  /** Where spans are sent by OTLP: by HTTP if that is on, else by gRPC. */
  otlp(asker: Path): { readonly http: Endpoint } | { readonly grpc: Endpoint } {
    const grpcOnly = this.config.receivers.includes('otlp-grpc') && !this.config.receivers.includes('otlp-http');
    return grpcOnly ? { grpc: this.receiver('otlp-grpc', asker) } : { http: this.receiver('otlp-http', asker) };
  }

  /** One Service for everything, or one a microservice. */
  private service(microservice: string): string {
    return this.config.chart === undefined ? RELEASE : `${RELEASE}-${microservice}`;
  }

  private installDistributed(version: string): TempoRelease | undefined {
    const { config, findings } = this;
    const release = findings.release(distributedReleases.find(version), ['tempo', 'chart']);
    if (!release) return undefined;
    checkTempo(config, release, findings, release);
    const ours = distributedValues(config, this.credentials, release);
    this.deliver(
      'tempo-distributed',
      version,
      release,
      this.merged(ours, [...DECIDED_IN_DISTRIBUTED, ...(release.kafka ? DECIDED_WITH_KAFKA : [])]),
    );
    return release;
  }

  private installMonolithic(version: string): TempoRelease | undefined {
    const { config, findings } = this;
    const release = findings.release(monolithicReleases.find(version), ['tempo', 'monolithic']);
    if (!release) return undefined;
    checkTempo(config, release, findings);
    this.deliver('tempo', version, release, this.merged(monolithicValues(config, this.credentials, release), DECIDED_IN_MONOLITHIC));
    return release;
  }

  private merged(ours: Record<string, unknown>, decided: typeof DECIDED_IN_DISTRIBUTED) {
    return withUserValues(ours, {
      values: this.config.values,
      key: ['tempo', 'values'],
      decided,
      flags: DECIDED_FLAGS,
      findings: this.findings,
    });
  }

  private deliver(chart: string, version: string, { repository, rendered }: TempoRelease, values: object): void {
    this.delivery = {
      namespace: this.config.namespace,
      wave: 0,
      source: { helm: { repository, chart, version, releaseName: RELEASE, values } },
      rendered,
    };
  }

  private addNamespace(meshed: boolean): void {
    new Namespace(this, 'namespace', {
      metadata: {
        name: this.config.namespace,
        annotations: {
          ...wave(WAVES.namespace),
          ...KEEP,
          // Traefik and Grafana may be outside the mesh, and a mesh with a stricter default would refuse them.
          ...(meshed && { 'linkerd.io/inject': 'enabled', 'config.linkerd.io/default-inbound-policy': 'all-unauthenticated' }),
        },
      },
    });
  }
}
