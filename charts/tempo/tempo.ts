/** Grafana Tempo: the release of its chart, its namespace and its credentials. */
import type { Construct } from 'constructs';
import type { Findings } from '../../lib/cluster-file/findings';
import type { Release } from '../../lib/releases/table';
import { Component, type Endpoint } from '../component';
import { type ReservedValues, type Values, withLabels, withUserValues } from '../helm-values/user-values';
import { OPEN_PROXY } from '../linkerd/injection';
import { checkRegistryValues } from '../registry/check';
import type { ImageMirrors } from '../registry/image-mirrors';
import type { ImagePlace } from '../registry/own-values';
import type { Scheduling } from '../scheduling/scheduling';
import { checkTempo } from './check';
import { pinTempo } from './check/pin';
import { pinnedRelease, type TempoConfig, valuesKeyOf } from './config';
import { type Credentials, createCredentials } from './credentials/credentials';
import { checkFit, fitsStorage } from './credentials/fit';
import type { Environment } from './credentials/secret';
import { checkMigration } from './migration/check';
import { newerConfig, olderConfig, usesOlder, withoutCompaction, withoutCompactors } from './migration/sides';
import { STAGE_ANNOTATION } from './migration/stages';
import { monitorValues, type WatchedTempo, watchedTempo } from './monitoring/monitor';
import { monitorsOf } from './monitoring/monitored-services';
import { accountOf, checkNames, nameValues, serviceOf } from './names/names';
import { TEMPO } from './names/workloads';
import { withImageTag } from './own-values/image-tag';
import { renderedBy, renderedByBoth } from './own-values/rendered';
import { selectingIn } from './pods/labels';
import { distributedPods, monolithicPods } from './pods/pods';
import type { TempoProduct } from './product';
import { SpanEndpoints } from './receivers/span-endpoints';
import { type DistributedRelease, distributedReleases, monolithicReleases, type TempoRelease } from './releases';
import { requirementsOf } from './requirements';
import { effectiveRetention, reservedRetentionFlags } from './retention/retention';
import type { CheckContext } from './storage/backend';
import { reservedStorageFlags, reservedStorageValues } from './storage/reserved-values';
import { distributedValues } from './values';
import { distributedDefaults, monolithicDefaults } from './values/defaults';
import { distributedImagePlaces, monolithicImagePlaces } from './values/images';
import { distributedUnreached, monolithicUnreached } from './values/metadata';
import { monolithicValues } from './values/monolithic';
import { allVariables } from './values/process-variables';
import { reservedFlags, reservedInDistributed, reservedInMonolithic } from './values/reserved';

export interface TempoProps {
  readonly config: TempoConfig;
  readonly findings: Findings;
  readonly environment: Environment;
  /** Where its images come from. */
  readonly images: ImageMirrors;
  /** Where its pods run. */
  readonly scheduling: Scheduling;
  /** Whether Tempo's pods are in the mesh. */
  readonly meshed: boolean;
  /** Additional namespaces that need the credentials of the storage. */
  readonly sharedWith: readonly string[];
  /** The labels of the ServiceMonitors; undefined for none. */
  readonly monitorLabels?: Readonly<Record<string, string>>;
}

export class Tempo extends Component {
  readonly credentials: Credentials;
  /** Where senders of spans reach it. */
  readonly spans: SpanEndpoints;
  private readonly config: TempoConfig;
  private readonly findings: Findings;
  private readonly images: ImageMirrors;
  private readonly scheduling: Scheduling;
  private readonly monitorLabels: TempoProps['monitorLabels'];
  /** The release of the chart, with the version of Tempo in use. */
  private readonly release?: Release<TempoRelease>;
  /** The older Tempo of a migration, with its release. */
  private readonly older?: { readonly config: TempoConfig; readonly release?: Release<DistributedRelease> };

  constructor(scope: Construct, { config, findings, environment, images, scheduling, meshed, sharedWith, monitorLabels }: TempoProps) {
    super(scope, 'tempo');
    this.monitorLabels = monitorLabels;
    this.config = newerConfig(config);
    checkNames(config, findings);
    this.findings = findings;
    this.images = images;
    this.scheduling = scheduling;
    this.podNamespaces = [config.namespace];
    const older = olderConfig(config);
    this.addNamespace(config.namespace, {
      // Traefik and Grafana may be outside the mesh. A mesh with a stricter default policy would refuse them.
      ...(meshed && { annotations: OPEN_PROXY }),
    });
    const distributed =
      config.chart === undefined ? undefined : findings.release(distributedReleases.find(config.chart), ['tempo', 'chart']);
    const shipped =
      distributed ??
      (config.monolithic === undefined ? undefined : findings.release(monolithicReleases.find(config.monolithic), ['tempo', 'monolithic']));
    this.release = shipped && withImageTag(shipped, config);
    checkFit(config, findings);
    this.credentials = createCredentials(scope, {
      config: config.credentials,
      ...(config.bundledMinio && { bundled: { ...config.bundledMinio, ...distributed?.minio } }),
      stored: { name: config.storage.name, destination: config.storage.dependencies.destination },
      server: config.storage.dependencies.bucket?.server,
      environment,
      findings,
      namespaces: [config.namespace, ...sharedWith],
      accounts: [...(older ? [accountOf(older)] : []), accountOf(config)],
    });
    this.credentials.provide(this, config.namespace);
    this.requirements = requirementsOf(config, this.credentials, [...(older ? [older] : []), this.config], images);
    if (shipped) checkMigration(config, shipped, findings);
    if (older) {
      const release = findings.release(distributedReleases.find(older.chart ?? ''), ['tempo', 'migration', 'from']);
      // One that is refused is not checked further.
      this.older = { config: older, ...(release && !release.tempo.kafka && { release: withImageTag(release, older) }) };
    }
    const { config: used, release: usedRelease } = this.used;
    this.spans = new SpanEndpoints(used, usedRelease, findings);
    if (distributed) this.deliverDistributed(distributed);
    else if (shipped) this.deliverMonolithic(shipped);
  }

  /** The Tempo that senders and Grafana use. */
  private get used(): { readonly config: TempoConfig; readonly release?: Release<TempoRelease> } {
    return this.older && usesOlder(this.config) ? this.older : { config: this.config, release: this.release };
  }

  /** What alerts and dashboard read of each Tempo; empty if a release is refused. */
  get watched(): WatchedTempo[] {
    return [{ config: this.config, release: this.release }, ...(this.older ? [this.older] : [])].flatMap(({ config, release }) =>
      release ? [watchedTempo(config, release)] : [],
    );
  }

  /** How long the Tempo in use keeps traces, and what it answers; the retention is undefined if its release is refused. */
  get answers(): { readonly retention?: string; readonly traceQl: boolean; readonly metrics: boolean } {
    const { config, release } = this.used;
    const { searchesBy, kafka = false } = release?.tempo ?? {};
    return { traceQl: searchesBy === 'TraceQL', metrics: kafka, ...(release && { retention: effectiveRetention(config, release) }) };
  }

  /** The endpoint for queries: the HTTP API of query-frontend. */
  get query(): Endpoint {
    const { config, release } = this.used;
    return { service: serviceOf(config, 'query-frontend'), namespace: config.namespace, port: release?.queryPort ?? 0 };
  }

  /** How its traces are searched. */
  get searchesBy(): TempoProduct['searchesBy'] {
    return this.used.release?.tempo.searchesBy ?? 'TraceQL';
  }

  /** Whether the metrics-generator runs the processor of the service map. */
  get serviceMap(): 'generated' | 'no processor' | 'off' {
    const { metricsGenerator } = this.config;
    if (!metricsGenerator) return 'off';
    return metricsGenerator.processors.includes('service-graphs') ? 'generated' : 'no processor';
  }

  /** What the storage is checked against. */
  private checked(config: TempoConfig, release: TempoRelease, distributed?: DistributedRelease): Omit<CheckContext, 'where'> {
    const { persistence, credentials } = config;
    const identity = fitsStorage(config) ? credentials?.identity : undefined;
    const pinned = { config, version: pinnedRelease(config).version, distributed };
    return {
      release,
      isMonolithic: distributed === undefined,
      isPersistent: persistence !== undefined,
      pin: (has) => pinTempo(pinned, release, has),
      ...(identity && { identity }),
    };
  }

  /** @param shipped the release of the chart, with the Tempo that it ships */
  private deliverDistributed(shipped: Release<DistributedRelease>): void {
    const { config } = this;
    const values = this.valuesOf(config, shipped);
    const { migration } = config;
    this.deliver('tempo-distributed', shipped, migration ? withoutCompaction(values) : values);
    const { config: olderConfig, release } = this.older ?? {};
    if (!this.delivery || !migration || !olderConfig || !release) return;
    const { repository, version } = release;
    const own = this.valuesOf(olderConfig, release);
    const olderValues = migration.stage === 'draining' ? withoutCompactors(own) : own;
    this.delivery = {
      ...this.delivery,
      older: {
        repository,
        chart: 'tempo-distributed',
        version,
        releaseName: TEMPO,
        values: olderValues,
        valuesKey: olderConfig.keys?.values,
      },
      annotations: { [STAGE_ANNOTATION]: migration.stage },
      rendered: renderedByBoth(renderedBy(olderConfig, release), this.delivery.rendered),
    };
  }

  private valuesOf(config: TempoConfig, shipped: Release<DistributedRelease>): Values {
    const { credentials, findings } = this;
    const release = withImageTag(shipped, config);
    config.storage.check(findings, this.checked(config, release, release));
    checkTempo(config, release, findings, release);
    const values = this.merged(config, release, distributedValues(config, credentials, release), () => [
      ...['', 'tempo.structuredConfig.'].flatMap((prefix) => reservedStorageValues(config.storage, prefix)),
      ...reservedInDistributed(config, shipped),
    ]);
    this.unreached = [...this.unreached, ...distributedUnreached(shipped, config.values, config.bundledMinio !== undefined)];
    const placed = this.scheduling.values(distributedPods(config, release, values));
    const defaults = [...distributedDefaults(this, { config, images: this.images, shipped, values }), ...placed];
    const all = withLabels(values, defaults, monitorsOf(config, release), findings);
    this.checkRegistryValues(config, all, defaults, distributedImagePlaces(shipped, all));
    return all;
  }

  /** @param shipped the release of the chart, with the Tempo that it ships */
  private deliverMonolithic(shipped: Release<TempoRelease>): void {
    const { config, credentials, findings } = this;
    const release = withImageTag(shipped, config);
    config.storage.check(findings, this.checked(config, release));
    checkTempo(config, release, findings);
    const values = this.merged(config, release, monolithicValues(config, credentials, release), () => [
      ...reservedStorageValues(config.storage, 'tempo.'),
      ...reservedInMonolithic(config, shipped),
    ]);
    this.unreached = monolithicUnreached(shipped, config.values);
    const placed = this.scheduling.values(monolithicPods(config));
    const defaults = [...monolithicDefaults(this, { config, images: this.images, shipped, values }), ...placed];
    const all = withLabels(values, defaults, monitorsOf(config, release), findings);
    this.checkRegistryValues(config, all, defaults, monolithicImagePlaces(shipped, all));
    this.deliver('tempo', release, all);
  }

  private deliver(chart: string, release: Release<TempoRelease>, values: Values): void {
    const { config } = this;
    const { repository, version } = release;
    const { releaseName, namespace } = config;
    this.delivery = {
      namespace,
      source: { helm: { repository, chart, version, releaseName, values, ...(releaseName !== TEMPO && { file: releaseName }) } },
      rendered: renderedBy(config, release),
    };
  }

  private checkRegistryValues(
    { values, keys }: TempoConfig,
    all: Values,
    defaults: readonly object[],
    places: readonly ImagePlace[],
  ): void {
    const { images, findings } = this;
    checkRegistryValues({ values, key: valuesKeyOf({ keys }), all, defaults, places, images, findings });
  }

  private merged(config: TempoConfig, release: TempoRelease, ours: Values, reserved: () => ReservedValues): Values {
    return withUserValues(
      { ...ours, ...nameValues(config), ...monitorValues(this, config, release, this.monitorLabels, this.findings) },
      config.values,
      () => ({
        ...{ key: valuesKeyOf(config), reserved: reserved() },
        ...{ selecting: selectingIn(config), monitors: () => monitorsOf(config, release) },
        flags: [...reservedFlags(config), ...reservedStorageFlags(config.storage), ...reservedRetentionFlags(config)],
        variables: [...config.storage.backend.reserved.variables, ...allVariables(config).map(({ name }) => name)],
        findings: this.findings,
      }),
    );
  }
}
