/** Grafana Tempo on S3: the release of its chart, its namespace and its credentials. */
import type { Construct } from 'constructs';
import type { Findings } from '../../lib/findings/findings';
import type { Release } from '../../lib/releases/table';
import type { Path } from '../../lib/yaml/parsed';
import { Component, type Endpoint } from '../component';
import { type Decided, withUserValues } from '../user-values';
import { checkTempo } from './check';
import { pinnedRelease, type TempoConfig } from './config';
import { type Credentials, createCredentials } from './credentials/credentials';
import { type Environment, VARIABLES } from './credentials/secret';
import { monolithicValues } from './monolithic-values';
import { RECEIVERS, type Receiver, type ReceiverFacts } from './receivers';
import {
  type DistributedRelease,
  distributedReleases,
  monolithicReleases,
  RELEASE,
  type RemovedReceiver,
  type TempoRelease,
} from './releases';
import { DECIDED_FLAGS, DECIDED_IN_MONOLITHIC, decidedInDistributed } from './reserved-values';
import { distributedValues } from './values';

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
  private readonly release?: Release<TempoRelease>;

  constructor(scope: Construct, { config, findings, environment, meshed, sharedWith }: TempoProps) {
    super(scope, 'tempo');
    this.config = config;
    this.findings = findings;
    this.addNamespace(config.namespace, {
      // Traefik and Grafana may be outside the mesh, and a mesh with a stricter default would refuse them.
      ...(meshed && { annotations: { 'linkerd.io/inject': 'enabled', 'config.linkerd.io/default-inbound-policy': 'all-unauthenticated' } }),
    });
    const distributed =
      config.chart === undefined ? undefined : findings.release(distributedReleases.find(config.chart), ['tempo', 'chart']);
    this.release =
      distributed ??
      (config.monolithic === undefined ? undefined : findings.release(monolithicReleases.find(config.monolithic), ['tempo', 'monolithic']));
    this.credentials = createCredentials(scope, {
      config: config.credentials,
      ...(config.bundledMinio && { bundled: { ...config.bundledMinio, ...distributed?.minio } }),
      environment,
      findings,
      namespaces: [config.namespace, ...sharedWith],
    });
    this.credentials.provide(this, config.namespace);
    this.requirements = this.listRequirements();
    if (this.release) this.deliver(this.release, distributed);
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
    return pinnedRelease(this.config).key;
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
      const { key, version } = pinnedRelease(this.config);
      this.findings.errorAtKey(
        asker,
        `sends its spans by ${name}, which ${this.findings.where(key)} ${version} no longer receives (removed in Tempo ${removed.tempo}); pin ${key.join('.')} ${removed.lastChart} or older with ${name} in tempo.receivers, or remove ${sender}`,
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

  private listRequirements(): string[] {
    const { storage, namespace, kafka, bundledMinio } = this.config;
    return [
      ...(bundledMinio ? [] : [`the S3 server ${storage.endpoint}`]),
      ...this.credentials.requirements(namespace),
      ...(storage.ca ? [`the ConfigMap ${storage.ca.configMap} with ${storage.ca.key} in namespace ${namespace}`] : []),
      ...(kafka ? [`the Kafka broker ${kafka.address}`] : []),
    ];
  }

  /** @param distributed the same release, if it is one of tempo-distributed */
  private deliver(release: Release<TempoRelease>, distributed?: Release<DistributedRelease>): void {
    const { config, credentials, findings } = this;
    checkTempo(config, release, findings, distributed);
    const values = distributed
      ? this.merged(distributedValues(config, credentials, distributed), decidedInDistributed(config, distributed))
      : this.merged(monolithicValues(config, credentials, release), DECIDED_IN_MONOLITHIC);
    const chart = distributed ? 'tempo-distributed' : 'tempo';
    const { repository, rendered, version } = release;
    this.delivery = {
      namespace: config.namespace,
      wave: 0,
      source: { helm: { repository, chart, version, releaseName: RELEASE, values } },
      rendered: config.bundledMinio
        ? { namespaced: [...rendered.namespaced, 'PersistentVolumeClaim', 'networking.k8s.io/NetworkPolicy'] }
        : rendered,
    };
  }

  private merged(ours: Record<string, unknown>, decided: Decided) {
    return withUserValues(ours, {
      values: this.config.values,
      key: ['tempo', 'values'],
      decided,
      flags: DECIDED_FLAGS,
      variables: VARIABLES,
      findings: this.findings,
    });
  }
}
