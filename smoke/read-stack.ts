/** Reads what the cluster file and dist/ say about the running stack. No chart is rendered. */
import { isBucketJob } from '../charts/bucket/bucket-job';
import { Cluster } from '../charts/cluster';
import type { ClusterFile } from '../charts/cluster-file';
import type { SpanReceiver } from '../charts/collector/collector';
import { url } from '../charts/component';
import { emojivoto as demo } from '../charts/emojivoto/release';
import { TEMPO_UID } from '../charts/grafana/datasources';
import { expanded } from '../charts/grafana/provisioning';
import { linkerdReleases } from '../charts/linkerd/releases';
import { withStorage } from '../charts/tempo/config';
import { usesOlder } from '../charts/tempo/migration/sides';
import { TEMPO } from '../charts/tempo/names/workloads';
import { RECEIVER_NAMES, type Receiver } from '../charts/tempo/receivers';
import type { Tempo } from '../charts/tempo/tempo';
import { namespaceOf } from '../charts/traefik/config';
import { TRAEFIK } from '../charts/traefik/releases';
import type { Traefik } from '../charts/traefik/traefik';
import { Document } from '../lib/cluster-file/document';
import { Findings } from '../lib/cluster-file/findings';
import type { ClusterSource } from '../lib/cluster-file/sources';
import { at, mapAt, textAt } from '../lib/yaml/parsed';
import { linksIn } from '../verify/checks/identity/links';
import type { Stack } from '../verify/stack';
import { dataSourcesIn, type GrafanaDataSource } from '../verify/world/datasources';
import type { SmokeBucket, SmokeCollector, SmokeLoki, SmokeStack, SmokeTempo, Vote } from './stack';

export interface StackToRead {
  readonly source: ClusterSource;
  readonly config: ClusterFile;
  /** What is in dist/. */
  readonly output: Stack;
}

export function readStack({ source, config, output }: StackToRead): SmokeStack {
  const findings = new Findings(source.file, new Document(source.text));
  const { tempo, traefik, collector, components } = new Cluster({ name: output.name, config, findings, environment: {} });
  const dataSources = dataSourcesIn({ ...output, releases: [] });
  const { namespace, server, cluster, sync } = config.gitops;
  const vote = voteOf(config, traefik);
  const job = bucketJobIn(output, components);
  const loki = lokiOf(dataSources, output);
  const bucket = bucketOf(config, tempo);
  return {
    name: output.name,
    clusterFile: source.file,
    folder: output.folder,
    tempo: tempoOf(config, tempo, dataSources),
    ...(collector && { collector: collectorOf(config, collector) }),
    applications: output.applications,
    argocd: { namespace, isHere: server === undefined && cluster === undefined, isAutomated: sync === 'automated' },
    ...(job && { bucketJob: job }),
    ...(vote && { vote }),
    ...(loki && { loki }),
    ...(tempo.serviceMap === 'generated' &&
      config.tempo.metricsGenerator && { serviceGraph: serviceGraphOf(config.tempo.metricsGenerator) }),
    ...(bucket && { bucket }),
  };
}

/** The Job of dist/ by its label: its name there ends with a hash. Other components may have Jobs too. */
function bucketJobIn({ objects }: Stack, components: readonly object[]) {
  const declared = components.find(isBucketJob);
  const isDeclared = (object: unknown) =>
    at(object, 'kind') === 'Job' && at(object, 'metadata', 'labels', 'app.kubernetes.io/name') === declared?.jobName;
  const found = declared && objects.find(({ object }) => isDeclared(object))?.object.metadata;
  return found && { name: found.name, namespace: found.namespace ?? declared.props.namespace, signsBy: declared.props.signsBy };
}

function tempoOf({ tempo: config }: ClusterFile, tempo: Tempo, dataSources: readonly GrafanaDataSource[]): SmokeTempo {
  const ofTempo = dataSources.filter(({ type }) => type === 'tempo');
  const dataSource = ofTempo.find(({ uid }) => uid === TEMPO_UID) ?? ofTempo[0];
  return {
    namespace: config.namespace,
    dataSource: { url: (dataSource?.url ?? url(tempo.query)).replace(/\/+$/, ''), headers: headersOf(dataSource) },
    receivers: config.receivers.map((receiver) => ({ receiver, endpoint: tempo.spans.receiver(receiver, ['tempo', 'receivers']) })),
    searchesBy: tempo.searchesBy,
    query: tempo.query,
    httpPort: tempo.query.port,
    isMonolithic: config.chart === undefined,
    selector: `app.kubernetes.io/instance=${usesOlder(config) ? TEMPO : config.releaseName}`,
  };
}

/** Whether it may drop a trace. */
const drops = (collector: ClusterFile['collector']): boolean =>
  collector?.tailSampling?.policies.every(({ type }) => type !== 'always_sample') ?? false;

/** Whether the spans of Traefik go through it. */
const collects = (collector: ClusterFile['collector'], traefik: Traefik | undefined): boolean => {
  const sends: readonly Receiver[] = traefik?.protocol === 'OTLP' ? ['otlp-http', 'otlp-grpc'] : ['zipkin'];
  return sends.some((receiver) => collector?.receivers.includes(receiver));
};

function collectorOf({ tempo, collector }: ClusterFile, { endpoint }: SpanReceiver): SmokeCollector {
  const receivers = RECEIVER_NAMES.flatMap((receiver) => {
    const known = endpoint(receiver);
    if (!known) return [];
    return [{ receiver, target: known.host === undefined ? known : { url: url({ ...known, path: '' }), namespace: tempo.namespace } }];
  });
  const { external, tailSampling } = collector ?? {};
  return {
    receivers,
    title: external ? `the collector at ${external.endpoint}` : 'the collector',
    ...(drops(collector) && { decisionWait: tailSampling?.decisionWait }),
  };
}

/** The headers that Grafana adds: `httpHeaderName1` with `httpHeaderValue1`. */
function headersOf(dataSource: GrafanaDataSource | undefined): Readonly<Record<string, string>> {
  const names = Object.entries(mapAt(dataSource?.source, 'jsonData'));
  return Object.fromEntries(
    names.flatMap(([key, name]) => {
      const number = /^httpHeaderName(\d+)$/.exec(key)?.[1];
      const value = number && textAt(dataSource?.source, 'secureJsonData', `httpHeaderValue${number}`);
      return value ? [[String(name), dataSource?.isProvisioned ? expanded(value) : value]] : [];
    }),
  );
}

function lokiOf(dataSources: readonly GrafanaDataSource[], output: Stack): SmokeLoki | undefined {
  const loki = dataSources.find(({ type }) => type === 'loki');
  if (!loki) return undefined;
  const links = linksIn(dataSources, { ...output, releases: [] });
  return {
    url: loki.url.replace(/\/+$/, ''),
    headers: headersOf(loki),
    expressions: links.flatMap(({ readsLabel, isForApplications, pattern }) => (readsLabel || isForApplications ? [] : [pattern])),
  };
}

function voteOf(
  { domain, emojivoto, traefik: config, linkerd, tempo, collector }: ClusterFile,
  traefik: Traefik | undefined,
): Vote | undefined {
  if (!emojivoto || !config) return undefined;
  const spanCollector = config.collector ?? collector?.external;
  const usesExtension = linkerd ? linkerdReleases.find(linkerd.version).release?.extension !== undefined : false;
  return {
    host: emojivoto.host ?? `emojivoto.${domain}`,
    scheme: /secure|https|tls/.test(emojivoto.entrypoint) ? 'https' : 'http',
    traefik: {
      namespace: namespaceOf(config),
      reads: traefik?.reads ?? [],
      sampleRate: config.sampleRate,
      serviceName: config.serviceName ?? TRAEFIK,
      selector: `app.kubernetes.io/name=${TRAEFIK}`,
      ...(spanCollector && { collector: spanCollector.endpoint }),
      ...(!spanCollector && drops(collector) && collects(collector, traefik) && { isSampled: true as const }),
    },
    demoSendsSpans: [...tempo.receivers, ...(collector?.chart === undefined ? [] : collector.receivers)].includes('opencensus'),
    demoNamespace: demo.namespace,
    ...(emojivoto.route === 'gateway' && { byGateway: true as const }),
    ...(linkerd && { mesh: { version: linkerd.version, usesExtension } }),
  };
}

/** Prometheus serves its API beside the path of its remote write. */
function serviceGraphOf({ remoteWrite }: { readonly remoteWrite: string }): NonNullable<SmokeStack['serviceGraph']> {
  const [, base] = /^(.*)\/api\/v1\/write$/.exec(remoteWrite) ?? [];
  return { remoteWrite, ...(base !== undefined && { url: base }) };
}

function bucketOf({ tempo: config, minio }: ClusterFile, { credentials }: Tempo): SmokeBucket | undefined {
  const { dependencies, expected } = withStorage(config, minio?.bundled).storage;
  if (!dependencies.bucket) return undefined;
  const prefix = expected.find(({ field }) => field === 'prefix')?.value;
  const { identity, secretName: secret, keys } = credentials;
  return {
    ...dependencies.bucket,
    prefix: prefix === undefined ? '' : `${prefix}/`,
    ...(!identity && { keys: { secret, namespace: config.namespace, ...keys } }),
  };
}
