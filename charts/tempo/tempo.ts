/** Grafana Tempo in microservices mode on S3: the chart's release, its namespace and its credentials. */
import { Namespace } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import type { Path } from '../../lib/document';
import type { Findings } from '../../lib/findings';
import { Component, type Endpoint, KEEP, WAVES, wave } from '../component';
import type { TempoConfig } from './config';
import { Credentials, type Environment } from './credentials';
import { RECEIVERS, type Receiver, type ReceiverFacts } from './receivers';
import { type TempoRelease, tempoReleases } from './releases';
import { tempoValues } from './values';

/** The Helm release's name, which every Service and the ServiceAccount derive theirs from. */
const RELEASE = 'tempo';

const RECEIVERS_KEY = ['tempo', 'receivers'];

export interface TempoProps {
  readonly config: TempoConfig;
  readonly findings: Findings;
  readonly environment: Environment;
  /** Whether a mesh injects its proxy into Tempo's pods. */
  readonly meshed: boolean;
}

export class Tempo extends Component {
  readonly credentials: Credentials;
  /** The ServiceAccount that every pod of Tempo runs as. */
  readonly serviceAccount = RELEASE;
  private readonly config: TempoConfig;
  private readonly findings: Findings;
  private readonly release?: TempoRelease;

  constructor(scope: Construct, { config, findings, environment, meshed }: TempoProps) {
    super(scope, 'tempo');
    this.config = config;
    this.findings = findings;
    this.credentials = new Credentials(config.credentials, environment, findings);
    const { ca } = config.storage;
    this.requirements = [
      `the S3 server ${config.storage.endpoint}`,
      ...this.credentials.requirements,
      ...(ca ? [`the ConfigMap ${ca.configMap} with ${ca.key} in namespace ${config.namespace}`] : []),
    ];
    new Namespace(this, 'namespace', {
      metadata: {
        name: config.namespace,
        annotations: {
          ...wave(WAVES.namespace),
          ...KEEP,
          // Traefik and Grafana may be outside the mesh, and a mesh with a stricter default would refuse them.
          ...(meshed && { 'linkerd.io/inject': 'enabled', 'config.linkerd.io/default-inbound-policy': 'all-unauthenticated' }),
        },
      },
    });
    this.credentials.provide(this, config.namespace);

    const found = tempoReleases.find(config.chart);
    if (!found.release) {
      findings.error(['tempo', 'chart'], found.error);
      return;
    }
    if (found.warning) findings.warning(['tempo', 'chart'], found.warning);
    this.release = found.release;
    this.checkReceivers(found.release);
    this.checkStorage();
    this.delivery = {
      namespace: config.namespace,
      wave: 0,
      source: {
        helm: {
          repository: found.release.repository,
          chart: 'tempo-distributed',
          version: config.chart,
          releaseName: RELEASE,
          values: tempoValues(config, found.release),
        },
      },
      rendered: found.release.rendered,
    };
  }

  /** Where traces are read: query-frontend's HTTP API. */
  get query(): Endpoint {
    return { service: `${RELEASE}-query-frontend`, namespace: this.config.namespace, port: this.release?.queryPort ?? 0 };
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
        `sends its spans by ${name}, which ${this.findings.where(['tempo', 'chart'])} ${this.config.chart} no longer receives (removed in Tempo ${removed.tempo}); pin tempo.chart ${removed.lastChart} or older with ${name} in tempo.receivers, or remove ${sender}`,
      );
    } else if (!this.config.receivers.includes(name)) {
      this.findings.errorAtKey(
        asker,
        `sends its spans by ${name}, which ${this.findings.where(RECEIVERS_KEY)} does not list; add ${name} there, or remove ${sender}`,
      );
    }
    return { service: `${RELEASE}-distributor`, namespace: this.config.namespace, port, ...(path && { path }) };
  }

  private removed(name: Receiver) {
    return this.release?.removed.find(({ receiver }) => receiver === name);
  }

  private checkReceivers(release: TempoRelease): void {
    this.config.receivers.forEach((name, index) => {
      const removed = release.removed.find(({ receiver }) => receiver === name);
      if (!removed) return;
      this.findings.error(
        [...RECEIVERS_KEY, index],
        `${name} was removed from Tempo in ${removed.tempo} (chart ${removed.chart}), and ${this.findings.where(['tempo', 'chart'])} is ${this.config.chart}; remove it, or pin chart ${removed.lastChart} or older`,
      );
    });
  }

  private checkStorage(): void {
    const { storage, persistence } = this.config;
    if (storage.insecure && storage.ca) {
      this.findings.errorAtKey(
        ['tempo', 'storage', 'ca'],
        `has no use with ${this.findings.where(['tempo', 'storage', 'insecure'])}: true, which means no TLS; remove one of the two`,
      );
    }
    if (!persistence) {
      this.findings.note(
        ['tempo'],
        'has no persistence: the ingesters keep up to 30 minutes of traces that are not in S3 yet, and each change of the configuration replaces them and loses these; set tempo.persistence now, because a StatefulSet gains volumes only when it is made anew',
      );
    }
  }
}
