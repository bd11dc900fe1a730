/** Creates the components in order, and passes to each what it needs from the others. No other file connects components. */
import { App } from 'cdk8s';
import type { Components } from '../components';
import type { Findings } from '../lib/cluster-file/findings';
import { ArgoCd, type ComponentGroup } from './argocd/argocd';
import { createBucket } from './bucket/bucket';
import type { BucketJob } from './bucket/bucket-job';
import type { BucketCreator } from './bucket/creator';
import type { ClusterFile } from './cluster-file';
import type { SpanReceiver } from './collector/collector';
import { createSpanPath } from './collector/path';
import type { SpanDestinations } from './collector/senders';
import type { Component, Endpoint } from './component';
import { Emojivoto } from './emojivoto/emojivoto';
import { EMOJIVOTO_RULES } from './emojivoto/rules';
import type { GatewayListener } from './gateway-api';
import { INSTANCE_LABELS } from './grafana/config';
import { Grafana } from './grafana/grafana';
import { DEFAULT_KUBERNETES } from './kubernetes';
import { kubernetesRelease } from './kubernetes-releases';
import { Linkerd } from './linkerd/linkerd';
import { linkerdReleases, newerExport } from './linkerd/releases';
import { setMetadata } from './metadata/of-app';
import { noteUnreached } from './metadata/unreached';
import { lacksAdminApi } from './minio/hosted';
import { Minio, minioJob } from './minio/minio';
import { withoutAdminApi, withoutBucket, withoutKeys } from './minio/rules';
import { checkApi } from './monitoring/api';
import { Monitoring } from './monitoring/monitoring';
import type { Watched } from './monitoring/watched';
import { setNamespaces } from './namespaces/of-app';
import { checkNamespaces, createsNamespace } from './namespaces/owners';
import { checkPodSecurity, cniRequirement } from './namespaces/pod-security';
import { addNetworkPolicies } from './network-policies/network-policies';
import { clusterInfo } from './own/cluster-info';
import { createOwnComponents } from './own/own-component';
import { ChartMirrors } from './registry/chart-mirrors';
import { ImageMirrors } from './registry/image-mirrors';
import { Scheduling } from './scheduling/scheduling';
import { checkSenders } from './senders/senders';
import { withStorage } from './tempo/config';
import type { PodIdentity } from './tempo/credentials/identity';
import type { Environment } from './tempo/credentials/secret';
import { RECEIVERS } from './tempo/receivers';
import type { S3Bucket } from './tempo/storage/backend';
import { checkSubcharts } from './tempo/subcharts/check';
import { Tempo } from './tempo/tempo';
import { namespaceOf } from './traefik/config';
import { listenerOf } from './traefik/gateway';
import { TRAEFIK, REPOSITORY as TRAEFIK_REPOSITORY } from './traefik/releases';
import { Traefik } from './traefik/traefik';
import { vultureReleases } from './vulture/releases';
import { Vulture } from './vulture/vulture';

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
    setNamespaces(app, config.namespaces, config.kubernetes?.version ?? DEFAULT_KUBERNETES);
    const { gitops, domain, minio, bucket: creation, linkerd, traefik, grafana, emojivoto, monitoring, vulture } = config;
    const valuesInApplication = gitops.helm === 'application';
    const mirrors = new ChartMirrors(config.registry, findings, valuesInApplication);
    const images = new ImageMirrors(config.registry);
    const scheduling = new Scheduling(config.scheduling, findings);
    if (config.kubernetes) findings.release(kubernetesRelease(config.kubernetes.version), ['kubernetes', 'version']);
    checkNamespaces(config, findings);
    checkPodSecurity(config, findings);
    if (monitoring) checkApi(config.kubernetes?.apis ?? [], findings);

    const settings = withStorage(config.tempo, minio?.bundled);
    checkSubcharts(config, settings, findings);
    const ownBucketJob = minio?.adminSecret ? { ...minio, adminSecret: minio.adminSecret } : undefined;
    const mesh = linkerd && findings.release(linkerdReleases.find(linkerd.version), ['linkerd', 'version']);
    const tempo = new Tempo(app, {
      ...{ config: settings, findings, environment, images, scheduling },
      meshed: linkerd !== undefined,
      sharedWith: ownBucketJob && createsNamespace('minio', config) ? [ownBucketJob.namespace] : [],
      monitorLabels: monitoring?.labels,
    });
    const { bucket } = settings.storage.dependencies;
    if (!minio?.bundled) this.bucket = bucket;
    const { identity } = config.tempo.credentials ?? {};
    const user = { namespace: config.tempo.namespace, account: tempo.serviceAccount };
    if (identity) this.podIdentity = { identity, ...user };
    this.storageCommands = settings.storage.commands({ ...tempo.credentials, ...user });
    this.shared = settings.storage.dependencies.shared;
    if (ownBucketJob && !bucket)
      findings.errorAtKey(['minio'], withoutBucket(settings.storage.title, findings.where(['tempo', 'storage'])));
    if (ownBucketJob && identity) findings.errorAtKey(['minio'], withoutKeys());
    const other = ownBucketJob && bucket && lacksAdminApi(bucket);
    if (other) findings.errorAtKey(['minio'], withoutAdminApi(other));
    if (ownBucketJob) this.bucketCreator = { key: 'minio', hasOwnKeys: false };
    else if (creation) this.bucketCreator = { key: 'bucket', hasOwnKeys: creation.adminSecret === undefined };
    const server =
      ownBucketJob &&
      bucket &&
      new Minio(app, {
        ...{ config: ownBucketJob, bucket, ca: bucket.ca, user: tempo.credentials },
        createsNamespace: createsNamespace('minio', config),
      });
    const bucketJob = server && minioJob(app, server, { mirrors: images, scheduling, valuesInApplication });
    const plainJob = creation
      ? createBucket(app, {
          ...{ config: creation, findings, mirrors: images, scheduling, bucket, valuesInApplication },
          ...{ credentials: tempo.credentials, namespace: config.tempo.namespace },
          storageTitle: settings.storage.title,
          createsNamespace: createsNamespace('bucket', config),
        })
      : [];
    const path = createSpanPath(app, {
      ...{
        config: config.collector,
        findings,
        images,
        scheduling,
        tempo,
        namespace: config.tempo.namespace,
        monitorLabels: monitoring?.labels,
      },
      ...{ createsNamespace: createsNamespace('collector', config), mesh: mesh?.exports },
      hasLinks: traefik !== undefined && !traefik.collector && grafana?.loki !== undefined,
    });
    const { destinations } = path;
    tempo.requirements = [...tempo.requirements, ...path.requirements];
    const meshTarget = mesh && destinations.mesh(mesh.exports, ['linkerd'], newerExport(mesh));
    const proxies =
      meshTarget &&
      new Linkerd(app, {
        config: linkerd,
        release: mesh,
        findings,
        images,
        scheduling,
        collector: meshTarget.endpoint,
        collectorAccount: meshTarget.account,
      });
    if (proxies) proxies.requirements = [...proxies.requirements, ...cniRequirement(config)];
    const spans = emojivoto && votesReceiver(config, destinations, findings);
    const parent = emojivoto?.route === 'gateway' ? listenerFor(config, findings) : undefined;
    const demo =
      emojivoto &&
      new Emojivoto(app, {
        config: emojivoto,
        mirrors: images,
        ...{ scheduling, parent, domain },
        collector: spans,
        podAnnotations: proxies?.podAnnotations,
      });
    const ingress =
      traefik &&
      new Traefik(app, {
        config: traefik,
        findings,
        spans: { zipkin: () => destinations.receiver('zipkin', ['traefik']), otlp: () => destinations.otlp(['traefik']) },
        b3Only: [...(spans ? ['emojivoto'] : []), ...(mesh && !mesh.readsW3c ? ['linkerd'] : [])],
        logsLeadToTraces: grafana?.loki !== undefined,
        createsNamespace: createsNamespace('traefik', config),
        images,
        scheduling,
        listener: parent?.listener,
        chartRepository: () => mirrors.of(TRAEFIK_REPOSITORY, TRAEFIK),
        isInMesh: linkerd !== undefined && namespaceOf(traefik) === config.tempo.namespace,
        monitorLabels: monitoring?.labels,
      });
    const dashboards =
      grafana &&
      new Grafana(app, {
        config: grafana,
        findings,
        query: tempo.query,
        traefik: ingress,
        serviceMap: tempo.serviceMap,
      });

    const checked = vulture && findings.release(vultureReleases.find(vulture.chart), ['vulture', 'chart']);
    const writer =
      checked &&
      new Vulture(app, {
        ...{ images, scheduling },
        ...{ config: vulture, release: checked, findings, push: destinations.complete(checked.writes, ['vulture']), query: tempo.query },
        ...{ answers: tempo.answers, monitorLabels: monitoring?.labels },
      });
    // Not instanceof, which is true for every Chart.
    const anyJob = [bucketJob, ...plainJob].find((job): job is BucketJob => job !== undefined && 'jobName' in job);
    const watch =
      monitoring &&
      new Monitoring(app, {
        cluster: name,
        config: monitoring,
        watched: watchedBy(config, tempo, settings.storage.dependencies.destination, anyJob, ingress?.scraped),
        grafanaNamespace: grafana?.namespace,
        ...(grafana?.via === 'operator' && { instanceLabels: grafana.instanceLabels ?? INSTANCE_LABELS }),
      });
    if (config.senders) {
      const receiver: Tempo['receiver'] = (protocol, asker) => destinations.receiver(protocol, asker);
      const others = { hasPolicies: config.networkPolicies, hasMesh: mesh !== undefined };
      tempo.requirements = [...tempo.requirements, ...checkSenders({ config: config.senders, findings, receiver, ...others })];
    }
    if (config.networkPolicies)
      addNetworkPolicies({
        ...{ config, settings, findings, mesh, vulture: checked },
        components: {
          ...{ tempo, linkerd: proxies, emojivoto: demo, vulture: writer, job: anyJob },
          ...{ collector: path.tiers[0], sampling: path.tiers[1] },
        },
      });

    this.name = name;
    this.tempo = tempo;
    if (ingress) this.traefik = ingress;
    if (destinations.collector) this.collector = destinations.collector;
    const { vault } = tempo.credentials;
    const ours = [...path.tiers, ingress, proxies, dashboards, demo, writer, watch].filter((component) => component !== undefined);
    const others = [...ours, ...(own ? createOwnComponents(app, own, clusterInfo(name, config, tempo, destinations)) : [])];
    // The bucket Job is in Tempo's Application, because nothing guarantees an order between Applications.
    const companions = [server, bucketJob, ...plainJob, vault].filter((component) => component !== undefined);
    this.components = [tempo, ...companions, ...others];
    for (const component of this.components) {
      mirrors.redirect(component);
      noteUnreached(component.unreached, config.metadata, gitops.helm, findings);
      component.requirements = [
        ...component.requirements,
        ...images.requirements(component.podNamespaces),
        ...(component.podNamespaces.length > 0 ? scheduling.requirements : []),
      ];
    }
    const installations: ComponentGroup[] = [[tempo, ...companions], ...others.map((component): ComponentGroup => [component])];
    this.argocd = new ArgoCd(app, { cluster: name, config: gitops, findings, installations, isInFleet });
  }
}

/** Where emojivoto sends its spans; undefined if nothing receives them. The demo is deployed in either case. */
function votesReceiver({ traefik, linkerd }: ClusterFile, destinations: SpanDestinations, findings: Findings): Endpoint | undefined {
  const removed = destinations.removedBy('opencensus');
  if (!removed) return destinations.receiver('opencensus', ['emojivoto']);
  const problem = `sends no spans: it only supports OpenCensus, which ${findings.where(removed)} no longer receives`;
  const others = [...(traefik ? ['Traefik'] : []), ...(linkerd ? ['the mesh'] : [])];
  const fix = others.length > 0 ? `the spans of ${others.join(' and of ')} remain` : 'remove emojivoto, or accept it';
  findings.note(['emojivoto'], EMOJIVOTO_RULES.says('no-spans', problem, fix));
  return undefined;
}

/** What serves the HTTPRoute of the demo; undefined without Traefik. */
function listenerFor({ emojivoto, traefik }: ClusterFile, findings: Findings): GatewayListener | undefined {
  if (emojivoto && traefik) return listenerOf(traefik, emojivoto.entrypoint);
  const problem = 'gateway needs the Gateway of Traefik, and there is no traefik';
  findings.error(['emojivoto', 'route'], EMOJIVOTO_RULES.says('no-gateway', problem, 'add traefik, or use ingress'));
  return undefined;
}

/** What the alerts and the dashboard are about. */
const watchedBy = (
  { tempo: { namespace, receivers, metricsGenerator }, vulture, collector }: ClusterFile,
  tempo: Tempo,
  storage: string,
  bucketJob: BucketJob | undefined,
  traefik: string | undefined,
): Watched => ({
  ...{ namespace, storage, tempos: tempo.watched, generatesMetrics: metricsGenerator !== undefined, hasVulture: vulture !== undefined },
  receivers: receivers.map((name) => ({ name, port: RECEIVERS[name].port })),
  ...(bucketJob && { bucketJob: { name: bucketJob.jobName, namespace: bucketJob.props.namespace } }),
  ...(collector?.chart !== undefined && {
    collector: { namespace: collector.namespace ?? namespace, sendsMetrics: collector.spanMetrics !== undefined },
  }),
  ...(traefik !== undefined && { traefik }),
});
