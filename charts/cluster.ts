/** Creates the components in order, and passes to each what it needs from the others. Only this file and those of cluster/ connect them. */
import { App } from 'cdk8s';
import type { Components } from '../components';
import type { Findings } from '../lib/cluster-file/findings';
import { ArgoCd, type ComponentGroup } from './argocd/argocd';
import type { BucketCreator } from './bucket/creator';
import { createBucketSetup, namespacesOfJob } from './cluster/bucket';
import { chartRepositories } from './cluster/chart-repositories';
import type { ClusterContext } from './cluster/context';
import { finishComponents } from './cluster/finish';
import { createReaders } from './cluster/readers';
import { createSenders } from './cluster/senders';
import type { ClusterFile } from './cluster-file';
import type { SpanReceiver } from './collector/collector';
import { createSpanPath } from './collector/path';
import type { SpanDestinations } from './collector/senders';
import type { Component } from './component';
import { DEFAULT_KUBERNETES } from './kubernetes';
import { kubernetesRelease } from './kubernetes-releases';
import { linkerdReleases } from './linkerd/releases';
import { setMetadata } from './metadata/of-app';
import { checkApi } from './monitoring/api';
import { setNamespaces } from './namespaces/of-app';
import { checkNamespaces, createsNamespace, namespacesOf } from './namespaces/owners';
import { checkPodSecurity } from './namespaces/pod-security';
import { checkShortHosts } from './namespaces/short-hosts';
import { addNetworkPolicies } from './network-policies/network-policies';
import { clusterInfo } from './own/cluster-info';
import { createOwnComponents } from './own/own-component';
import { ChartMirrors } from './registry/chart-mirrors';
import { ImageMirrors } from './registry/image-mirrors';
import { Scheduling } from './scheduling/scheduling';
import { checkSenders } from './senders/senders';
import { type TempoConfig, withStorage } from './tempo/config';
import type { PodIdentity } from './tempo/credentials/identity';
import type { Environment } from './tempo/credentials/secret';
import { checkTempoSwitches } from './tempo/own-values/switches';
import { checkZoneLabels } from './tempo/pods/zone-labels';
import type { S3Bucket } from './tempo/storage/backend';
import { checkSubcharts } from './tempo/subcharts/check';
import { Tempo } from './tempo/tempo';
import type { Traefik } from './traefik/traefik';

export interface ClusterProps {
  /** The cluster's name, the prefix of its Applications. */
  readonly name: string;
  readonly config: ClusterFile;
  /** Receives all findings. If one of them is an error, the result must not be used. */
  readonly findings: Findings;
  readonly environment: Environment;
  /** Adds charts of the user's. @default none */
  readonly own?: Components;
  /** Whether an ApplicationSet makes its root Application. @default false */
  readonly isInFleet?: boolean;
}

/** All the charts of one cluster. */
export class Cluster {
  readonly name: string;
  readonly components: readonly Component[];
  readonly tempo: Tempo;
  /** Undefined if the cluster file has none. */
  readonly traefik?: Traefik;
  /** What receives spans in place of Tempo; undefined without a collector. */
  readonly collector?: SpanReceiver;
  /** The S3 bucket to create for Tempo; undefined if the chart's own MinIO creates it, or if the storage has none. */
  readonly bucket?: S3Bucket;
  /** The identity by which Tempo accesses the bucket; undefined if it has keys. */
  readonly podIdentity?: PodIdentity;
  /** The Job that creates the bucket; undefined if none does. */
  readonly bucketCreator?: BucketCreator;
  /** The commands that create the bucket, and that give Tempo access to it, for a storage other than S3; empty if there are none. */
  readonly storageCommands: readonly string[];
  /** What another cluster must not use too, as a phrase; undefined for S3, and for a storage in the cluster itself. */
  readonly shared?: string;
  readonly argocd: ArgoCd;

  constructor({ name, config, findings, environment, own, isInFleet }: ClusterProps) {
    const app = new App();
    setMetadata(app, config.metadata);
    const kubernetes = config.kubernetes?.version ?? DEFAULT_KUBERNETES;
    setNamespaces(app, config.namespaces, kubernetes);
    const mirrors = new ChartMirrors(config.registry, findings, {
      readByArgoCd: config.gitops.helm === 'application',
      upstreams: chartRepositories,
    });
    const images = new ImageMirrors(config.registry);
    const scheduling = new Scheduling(config.scheduling, findings);
    const settings = withStorage(config.tempo, config.minio?.bundled);
    checkCluster(config, settings, findings);
    checkSubcharts(config, settings, findings);
    checkTempoSwitches(settings, kubernetes, findings);
    const context: ClusterContext = { app, config, settings, findings, images, scheduling };
    const monitorLabels = config.monitoring?.labels;

    const mesh = config.linkerd && findings.release(linkerdReleases.find(config.linkerd.version), ['linkerd', 'version']);
    const tempo = new Tempo(app, {
      config: settings,
      findings,
      environment,
      images,
      scheduling,
      meshed: config.linkerd !== undefined,
      sharedWith: namespacesOfJob(config),
      monitorLabels,
    });
    const bucketSetup = createBucketSetup(context, tempo.credentials);
    const path = createSpanPath(app, {
      config: config.collector,
      findings,
      images,
      scheduling,
      tempo: tempo.spans,
      namespace: config.tempo.namespace,
      createsNamespace: createsNamespace('collector', config),
      mesh: mesh?.exports,
      hasLinks: config.traefik !== undefined && !config.traefik.collector && config.grafana?.loki !== undefined,
      monitorLabels,
    });
    const { destinations } = path;
    tempo.requirements = [...tempo.requirements, ...path.requirements];
    const { linkerd, emojivoto, traefik } = createSenders(context, { destinations, mesh, mirrors });
    const { grafana, vulture, vultureRelease, monitoring } = createReaders(context, {
      name,
      tempo,
      destinations,
      traefik,
      bucketJob: bucketSetup.job,
    });
    if (config.senders) {
      const receiver: SpanDestinations['receiver'] = (protocol, asker) => destinations.offered(protocol, asker);
      const others = { hasPolicies: config.networkPolicies, hasMesh: mesh !== undefined };
      tempo.requirements = [...tempo.requirements, ...checkSenders({ config: config.senders, findings, receiver, ...others })];
    }
    if (config.networkPolicies) {
      const [collector, sampling] = path.tiers;
      const components = { tempo, linkerd, emojivoto, vulture, job: bucketSetup.job, collector, sampling };
      addNetworkPolicies({ config, settings, findings, mesh, vulture: vultureRelease, components });
    }

    const { bucket, shared } = settings.storage.dependencies;
    const { identity } = config.tempo.credentials ?? {};
    const user = { namespace: config.tempo.namespace, account: tempo.spans.serviceAccount };
    this.name = name;
    this.tempo = tempo;
    this.traefik = traefik;
    this.collector = destinations.collector;
    if (!config.minio?.bundled) this.bucket = bucket;
    if (identity) this.podIdentity = { identity, ...user };
    this.bucketCreator = bucketSetup.creator;
    this.storageCommands = settings.storage.commands({ ...tempo.credentials, ...user });
    this.shared = shared;

    const ours = [...path.tiers, traefik, linkerd, grafana, emojivoto, vulture, monitoring].filter((component) => component !== undefined);
    const others = [
      ...ours,
      ...(own ? createOwnComponents(app, own, clusterInfo(name, config, tempo, destinations), namespacesOf(config)) : []),
    ];
    // The bucket Job is in Tempo's Application, because nothing guarantees an order between Applications.
    const { vault } = tempo.credentials;
    const ofTempo: ComponentGroup = [tempo, ...bucketSetup.components, ...(vault ? [vault] : [])];
    this.components = [...ofTempo, ...others];
    finishComponents(this.components, mirrors, context);
    const installations = [ofTempo, ...others.map((component): ComponentGroup => [component])];
    this.argocd = new ArgoCd(app, { cluster: name, config: config.gitops, findings, installations, isInFleet });
  }
}

/** Checks what concerns several components: the release of Kubernetes, their namespaces and hosts, and the APIs that they need. */
function checkCluster(config: ClusterFile, { storage }: TempoConfig, findings: Findings): void {
  if (config.kubernetes) findings.release(kubernetesRelease(config.kubernetes.version), ['kubernetes', 'version']);
  checkNamespaces(config, findings);
  checkShortHosts(config, storage, findings);
  checkPodSecurity(config, findings);
  checkZoneLabels(config, findings);
  if (config.monitoring) checkApi(config.kubernetes?.apis ?? [], findings);
}
