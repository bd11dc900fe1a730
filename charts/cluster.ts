/** Creates the components in order, and passes to each what it needs from the others. Only this file and those of cluster/ connect them. */
import type { Components } from '../components';
import type { Findings } from '../lib/cluster-file/findings';
import { ArgoCd, type ComponentGroup } from './argocd/argocd';
import type { BucketCreator } from './bucket/creator';
import { createBucketSetup } from './cluster/bucket';
import { checkCluster } from './cluster/check';
import { createContext } from './cluster/context';
import { finishComponents } from './cluster/finish';
import { createReaders } from './cluster/readers';
import { createSenders, othersSending } from './cluster/senders';
import { createPath, createTempo } from './cluster/tempo';
import type { ClusterFile } from './cluster-file';
import type { SpanReceiver } from './collector/collector';
import type { Component } from './component';
import { linkerdReleases } from './linkerd/releases';
import { namespacesOf } from './namespaces/owners';
import { addNetworkPolicies } from './network-policies/network-policies';
import { clusterInfo } from './own/cluster-info';
import { createOwnComponents } from './own/own-component';
import type { PodIdentity } from './tempo/credentials/identity';
import type { Environment } from './tempo/credentials/secret';
import type { S3Bucket } from './tempo/storage/backend';
import type { Tempo } from './tempo/tempo';
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
    const context = createContext(config, findings);
    const { app, settings } = context;
    checkCluster(context);
    const mesh = config.linkerd && findings.release(linkerdReleases.find(config.linkerd.version), ['linkerd', 'version']);
    const tempo = createTempo(context, environment);
    const { components: ofBucket, creator, job } = createBucketSetup(context, tempo.credentials);
    const { tiers, destinations, requirements } = createPath(context, tempo, mesh);
    const { linkerd, emojivoto, traefik } = createSenders(context, { destinations, mesh });
    const { grafana, vulture, vultureRelease, monitoring } = createReaders(context, { name, tempo, destinations, traefik, bucketJob: job });
    tempo.requirements = [...tempo.requirements, ...requirements, ...othersSending(context, destinations, mesh !== undefined)];
    if (config.networkPolicies) {
      const [collector, sampling] = tiers;
      const components = { tempo, linkerd, emojivoto, vulture, job, collector, sampling };
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
    this.bucketCreator = creator;
    this.storageCommands = settings.storage.commands({ ...tempo.credentials, ...user });
    this.shared = shared;

    const others = [
      ...[...tiers, traefik, linkerd, grafana, emojivoto, vulture, monitoring].filter((component) => component !== undefined),
      ...(own ? createOwnComponents(app, own, clusterInfo(name, config, tempo, destinations), namespacesOf(config)) : []),
    ];
    // The bucket Job is in Tempo's Application, because nothing guarantees an order between Applications.
    const { vault } = tempo.credentials;
    const ofTempo: ComponentGroup = [tempo, ...ofBucket, ...(vault ? [vault] : [])];
    this.components = [...ofTempo, ...others];
    finishComponents(this.components, context);
    const installations = [ofTempo, ...others.map((component): ComponentGroup => [component])];
    this.argocd = new ArgoCd(app, { cluster: name, config: config.gitops, findings, installations, isInFleet });
  }
}
