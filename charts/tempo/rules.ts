/** What is wrong in Tempo's part of the cluster file. */
import { RuleSet } from '../../lib/findings/rules';

export const TEMPO_RULES = new RuleSet('tempo', 'Tempo does with its release what the cluster file asks for', {
  'receiver-removed': {
    proves: 'Tempo has every receiver that is asked for',
    example:
      'tempo.receivers: opencensus was removed from Tempo in 2.10.6 (chart 2.23.5), and tempo.chart (line 6) is 2.24.0; remove it, or pin chart 2.23.4 or older',
    wayOut: 'Remove the receiver, or pin an older release',
  },
  'no-common-protocol': {
    proves: 'Tempo receives the protocol that each component sends its spans by',
    example:
      'linkerd: sends its spans by opencensus, which tempo.chart (line 6) 2.26.2 no longer receives (removed in Tempo 2.10.6); pin tempo.chart 2.23.4 or older with opencensus in tempo.receivers, or remove linkerd',
    wayOut: 'Pin an older Tempo, or a newer release of what sends the spans',
  },
  'receiver-off': {
    proves: 'The receiver that each component sends its spans to is on',
    example: 'traefik: sends its spans by zipkin, which tempo.receivers (line 7) does not list; add zipkin there, or remove traefik',
    wayOut: 'Add the receiver to tempo.receivers',
  },
  'kafka-missing': {
    proves: 'A Tempo that sends traces through Kafka has a broker',
    example:
      'tempo.kafka: missing: tempo.chart (line 6) 3.3.0 sends traces through Kafka, which the chart does not install; add kafka: {address: host:port}, or pin tempo.chart 2.26.2 or older',
    wayOut: 'Add tempo.kafka, or pin an older chart',
  },
  'kafka-unused': {
    proves: 'Kafka is given only to a Tempo that uses it',
    example: 'tempo.kafka: has no effect: tempo.chart (line 6) 2.26.2 does not use Kafka; remove it, or pin tempo.chart 3.0.0 or newer',
    wayOut: 'Remove tempo.kafka, or pin a newer chart',
  },
  'persistence-unused': {
    proves: 'Volumes are asked for only where there is an ingester',
    example:
      'tempo.persistence: has no effect: tempo.chart (line 6) 3.3.0 has no ingester, and Kafka keeps traces that are not in S3 yet; remove it',
    wayOut: 'Remove tempo.persistence',
  },
  'no-distributor': {
    proves: 'Settings of the distributor are given only where the chart has values for them',
    example:
      'tempo.logReceivedSpans: has no effect: tempo.monolithic (line 6) 2.2.4 has no values for the distributor; remove it, or use tempo.chart',
    wayOut: 'Remove the setting, or use tempo.chart',
  },
  'no-persistence': {
    proves: 'A rollout loses no traces',
    example: 'tempo: has no persistence: each rollout loses up to 30 minutes of traces; set tempo.persistence',
    wayOut: 'Set tempo.persistence before the first installation',
  },
  'workload-off': {
    proves: 'Every microservice that the release needs is on',
    example:
      'tempo.values.ingester.enabled: false leaves traces unread or unwritten: tempo.chart (line 6) 2.26.2 needs its ingester; remove it',
    wayOut: 'Remove the value',
  },
  'workload-without-replicas': {
    proves: 'Every microservice that the release needs has a replica',
    example:
      'tempo.values.querier.replicas: 0 leaves traces unread or unwritten: tempo.chart (line 6) 2.26.2 needs its querier; use 1 or more',
    wayOut: 'Use 1 or more',
  },
  'switch-not-boolean': {
    proves: 'What switches a microservice on is true or false',
    example: 'tempo.values.backendScheduler.enabled: neither true nor false, so Helm reads it as true; use true or false',
    wayOut: 'Use true or false',
  },
  'gateway-broken': {
    proves: 'The gateway is on only where its template renders',
    example:
      'tempo.values.gateway.enabled: the template of the gateway fails in tempo.chart (line 6) 0.27.16; remove it, or pin tempo.chart 0.27.17',
    wayOut: 'Pin the release that the message names',
  },
  'bundled-minio-missing': {
    proves: 'The MinIO of the chart is used only where the chart has one',
    example:
      'minio.bundled: tempo.chart (line 6) 3.3.0 has no MinIO; pin tempo.chart 2.26.2 or older, or install MinIO separately and set tempo.storage',
    wayOut: 'Pin an older chart, or install MinIO separately',
  },
  'bundled-minio-variables': {
    proves: 'Every microservice gets the credentials of the MinIO of the chart',
    example:
      'minio.bundled: tempo.chart (line 6) 1.18.3 drops the variables of the compactor, which needs the credentials; pin tempo.chart 1.18.5',
    wayOut: 'Pin the release that the message names',
  },
  'bundled-minio-images': {
    proves: 'The images of the MinIO of the chart can be pulled',
    example:
      'minio.bundled: tempo.chart (line 6) 1.6.6 takes its images from docker.io/minio, which no longer exists; pin tempo.chart 1.6.7 or newer, or set minio.image and minio.mcImage in tempo.values',
    wayOut: 'Pin a newer chart, or set the images',
  },
  'bundled-minio-lost': {
    proves: 'No later upgrade removes the volume with the traces',
    example:
      'minio.bundled: keeps the traces in its own volume, which chart 3.0.0 removes together with MinIO; install MinIO separately and move the traces before you upgrade',
    wayOut: 'Install MinIO by itself and move the traces there',
  },
});
