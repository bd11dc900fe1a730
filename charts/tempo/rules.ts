/** Mistakes in Tempo's part of the cluster file. */
import { RuleSet } from '../../lib/findings/rules';
import { KAFKA_RULES } from './kafka/rules';
import { GENERATOR_RULES } from './metrics-generator/rules';
import { RECEIVER_OPTION_RULES } from './receivers/options/rules';
import { SIZE_RULES } from './size/rules';

export const TEMPO_RULES = new RuleSet('tempo', 'the release of Tempo supports what the cluster file describes', {
  'receiver-removed': {
    proves: 'the release of Tempo has every receiver in the cluster file',
    example:
      'tempo.receivers: opencensus was removed from Tempo in 2.10.6 (chart 2.23.5), and tempo.chart (line 6) is 2.24.0; remove it, or pin chart 2.23.4 or older',
    wayOut: 'Remove the receiver, or pin an older release',
  },
  'removed-by-default': {
    proves: 'the Tempo of an image tag has every receiver that the chart lists by default',
    example:
      'tempo.values.tempo.tag: Tempo 2.10.8 does not start with the receiver opencensus, which tempo.monolithic (line 4) 1.26.7 lists by default; use 2.10.5 or older, or pin tempo.monolithic 2.2.2 or newer',
    wayOut: 'Use an older tag, or pin a newer chart',
  },
  'no-common-protocol': {
    proves: 'Tempo can receive the protocol of each component that sends spans',
    example:
      'linkerd: sends its spans by opencensus, which tempo.chart (line 6) 2.26.2 no longer receives (removed in Tempo 2.10.6); pin tempo.chart 2.23.4 or older with opencensus in tempo.receivers, pin linkerd.version 2.17 or newer, or remove linkerd',
    wayOut: 'Pin an older Tempo, or a newer release of the component that sends the spans',
  },
  'long-name': {
    proves: 'every Service and workload of Tempo has a name that the API server takes, and with which it makes pods',
    example:
      'tempo.releaseName: the objects are named distributed-tracing-of-the-lab-tempo, 36 characters of at most 35; set a shorter tempo.fullnameOverride',
    wayOut: 'Set a shorter `tempo.fullnameOverride`',
  },
  'name-of-minio': {
    proves: "Tempo finds the chart's own MinIO, which is named after the release",
    example:
      'tempo.releaseName: minio.bundled (line 12) is named after the release, and this stack expects the name tempo-minio; use tempo.fullnameOverride instead',
    wayOut: 'Use `tempo.fullnameOverride` instead',
  },
  'unused-limits': {
    proves: 'limits of a tenant in your own values are those of a tenant that Tempo has',
    example:
      'tempo.values.per_tenant_overrides: team-a has no effect, because without multitenancy the only tenant is single-tenant; set the limits in overrides.defaults of tempo.values, or name single-tenant',
    wayOut: 'Set limits for all tenants in `overrides.defaults`, or in the entry of `single-tenant` or of `*`',
  },
  'receiver-off': {
    proves: 'the receiver for each component that sends spans is on',
    example: 'traefik: sends its spans by zipkin, which tempo.receivers (line 7) does not list; add zipkin there, or remove traefik',
    wayOut: 'Add the receiver to tempo.receivers',
  },
  'no-proxy': {
    proves: 'the pods of Tempo that receive the spans of Linkerd are in the mesh',
    example:
      'tempo.values.distributor.podAnnotations.linkerd.io/inject: is disabled, and the proxies of linkerd (line 20) send their spans only to pods with a proxy; remove it',
    wayOut: 'Remove the annotation',
  },
  ...KAFKA_RULES,
  'persistence-unused': {
    proves: 'volumes are set only if there is an ingester',
    example:
      'tempo.persistence: has no effect: tempo.chart (line 6) 3.3.0 has no ingester, and Kafka keeps traces that are not in S3 yet; remove it, unless Tempo 2 already runs in this cluster: keep it for tempo.migration, as in docs/migration.md',
    wayOut: 'Remove tempo.persistence, or keep it for tempo.migration',
  },
  'no-distributor': {
    proves: 'settings of the distributor are used only if the chart has values for them',
    example:
      'tempo.logReceivedSpans: has no effect: tempo.monolithic (line 6) 2.2.4 has no values for the distributor; remove it, or use tempo.chart',
    wayOut: 'Remove the setting, or use tempo.chart',
  },
  'cluster-domain': {
    proves: 'the domain of the cluster is the one in the addresses of this stack',
    example:
      'tempo.values.global.clusterDomain: is corp.local, but the addresses at which this stack reaches Tempo end in svc.cluster.local, so senders and Grafana do not find it; let the DNS of the cluster serve cluster.local too, and accept this, or remove it',
    wayOut: 'Let the DNS of the cluster, such as CoreDNS, serve cluster.local too, and accept the finding',
  },
  'no-persistence': {
    proves: 'a rollout loses no traces',
    example:
      'tempo: has no persistence: when a change of its configuration replaces its pods, up to 30 minutes of traces that are not in S3 yet are lost, and for up to 5 minutes the newest blocks there are not found; set tempo.persistence now, because volumes cannot be added to a StatefulSet later',
    wayOut: 'Set tempo.persistence before the first installation',
  },
  'workload-off': {
    proves: 'every microservice that the release needs is on',
    example:
      'tempo.values.ingester.enabled: false leaves traces unread or unwritten: tempo.chart (line 6) 2.26.2 needs its ingester; remove it',
    wayOut: 'Remove the value',
  },
  'workload-without-replicas': {
    proves: 'every microservice that the release needs has a replica',
    example:
      'tempo.values.querier.replicas: 0 leaves traces unread or unwritten: tempo.chart (line 6) 2.26.2 needs its querier; use 1 or more',
    wayOut: 'Use 1 or more',
  },
  'too-few-ingesters': {
    proves: 'your own Helm values leave as many ingesters as a write needs for the copies of each trace',
    example:
      'tempo.values.ingester.replicas: there will be 1 ingester for 3 copies of each trace, so every write fails; set ingester.replicas to 2 or more, or ingester.config.replication_factor to 1',
    wayOut: 'Run more ingesters, or lower the replication factor',
  },
  'several-processes': {
    proves: 'the chart tempo runs one process, because several do not know each other',
    example:
      'tempo.values.replicas: the 2 pods of tempo.monolithic (line 6) 2.2.4 do not know each other, so each query finds only a part of the traces; use 1, or tempo.chart, which has microservices',
    wayOut: 'Use one replica, or tempo-distributed',
  },
  'switch-not-boolean': {
    proves: 'the switch of every microservice is true or false',
    example: 'tempo.values.backendScheduler.enabled: neither true nor false, so Helm reads it as true; use true or false',
    wayOut: 'Use true or false',
  },
  'cache-unused': {
    proves: 'Tempo uses every cache that is on',
    example:
      'tempo.values.memcachedBloom.enabled: Tempo does not use it, because tempo.chart (line 6) 2.26.2 configures it only beside tempo.values.memcached.enabled (line 14), which is off; turn memcached on, or list it in cache.caches of tempo.values',
    wayOut: 'Turn memcached on, or list the cache in the values',
  },
  'ingress-to-nowhere': {
    proves: 'the Ingress that values turn on leads to microservices and receivers that are on',
    example:
      'tempo.values.ingress.enabled: the path /v1/traces of tempo.chart (line 6) 2.10.0 leads to otlp-http, which tempo.receivers (line 7) does not list; add otlp-http there, or set ingress.paths.distributor in tempo.values',
    wayOut: 'Remove the path, or add the receiver',
  },
  'ingress-path': {
    proves: 'each path of the Ingresses of the gateway and of tempo-query, which values turn on, has a type',
    example:
      'tempo.values.gateway.ingress.enabled: the path of the default host has no pathType, and the API server refuses that; set gateway.ingress.hosts, with a pathType for each path',
    wayOut: 'Set the type, such as Prefix',
  },
  'ingress-tls': {
    proves: 'the Ingress of tempo-query, which values turn on, names no Secret in tls where its template fails with one',
    example:
      'tempo.values.queryFrontend.ingress.enabled: the default of tls has a secretName, with which tempo.chart (line 6) 2.26.2 does not render; set queryFrontend.ingress.tls to []',
    wayOut: 'Remove secretName',
  },
  'gateway-broken': {
    proves: 'the gateway is on only if its template renders',
    example:
      'tempo.values.gateway.enabled: the template of the gateway fails in tempo.chart (line 6) 0.27.16; remove it, or pin tempo.chart 0.27.17',
    wayOut: 'Pin the release that the message names',
  },
  ...GENERATOR_RULES,
  ...RECEIVER_OPTION_RULES,
  ...SIZE_RULES,
  'bundled-minio-missing': {
    proves: "the chart's own MinIO is used only if the chart has one",
    example:
      'minio.bundled: tempo.chart (line 6) 3.3.0 has no MinIO; pin tempo.chart 2.26.2 or older, or install MinIO separately and set tempo.storage',
    wayOut: 'Pin an older chart, or install MinIO separately',
  },
  'bundled-minio-variables': {
    proves: "every microservice gets the credentials of the chart's own MinIO",
    example:
      'minio.bundled: tempo.chart (line 6) 1.18.3 drops the variables of the compactor, which needs the credentials; pin tempo.chart 1.18.5',
    wayOut: 'Pin the release that the message names',
  },
  'secret-keys': {
    proves: 'every microservice gets the credentials of an existing Secret, whatever the names of its keys',
    example:
      'tempo.credentials.existing: tempo.chart (line 6) 1.18.3 drops the variables of the compactor, which can only use keys named MINIO_ACCESS_KEY_ID and MINIO_SECRET_ACCESS_KEY; pin tempo.chart 1.18.5, or name the keys like this',
    wayOut: 'Pin the release that the message names',
  },
  'bundled-minio-images': {
    proves: "the images of the chart's own MinIO can be pulled",
    example:
      'minio.bundled: tempo.chart (line 6) 1.6.6 takes its images from docker.io/minio, which no longer exists; pin tempo.chart 1.6.7 or newer, or set minio.image and minio.mcImage in tempo.values',
    wayOut: 'Pin a newer chart, or set the images',
  },
  'bundled-minio-lost': {
    proves: 'no later upgrade removes the volume with the traces',
    example:
      'minio.bundled: keeps the traces in its own volume, which chart 3.0.0 removes together with MinIO; install MinIO separately and move the traces before you upgrade',
    wayOut: 'Install MinIO by itself and move the traces there',
  },
});
