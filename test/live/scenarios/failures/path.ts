/** Failures on the path of a trace: receivers, Traefik, the demo and the access log. */
import { prometheus } from '../../outside/prometheus';
import type { Scenario } from '../../scenario';
import { labFile, outsideLab, withoutTraefik } from '../lab';
import { failure, withArgs } from './failure';

export const PATH_FAILURES: readonly Scenario[] = [
  failure({
    name: 'lab-receiver-off',
    shows: 'Tempo runs without a receiver that dist/ has since',
    ...{ rule: 'refused', cause: /nothing listens on its port/, step: /receivers: zipkin/ },
    ready: ['minio', 'tempo'],
    // The chart of Tempo in one process has all others by default.
    clusterFile: withoutTraefik(),
    running: withoutTraefik([', zipkin]', ']']),
  }),
  failure({
    name: 'lab-not-synced',
    shows: 'dist/ has a receiver that Argo CD has not synced',
    ...{ rule: 'other-output', cause: /helm\.values differs from dist/ },
    ready: ['minio', 'tempo'],
    clusterFile: labFile(['zipkin]', 'zipkin, jaeger-thrift-http]']),
    running: labFile(),
  }),
  failure({
    name: 'lab-tempo-down',
    shows: 'Tempo does not run',
    ...{ rule: 'refused', cause: /closed the connection without an answer/, step: /receivers: otlp-grpc/ },
    ready: ['minio'],
    damage: (objects) =>
      objects.map((object) => (object.kind === 'StatefulSet' ? { ...object, spec: { ...(object.spec as object), replicas: 0 } } : object)),
  }),
  failure({
    name: 'lab-distributor-down',
    shows: 'microservices without a distributor',
    ...{ rule: 'not-ready', cause: /namespace tracing has no pod of the distributor/ },
    clusterFile: withoutTraefik(['monolithic: 2.2.4', 'chart: 2.26.2'], [/ {2}persistence:\n.*\n/, '']),
    damage: (objects) => objects.filter(({ kind, metadata }) => !(kind === 'Deployment' && metadata.name === 'tempo-distributor')),
  }),
  failure({
    name: 'lab-no-access-log',
    shows: 'Traefik runs without its access log',
    ...{ rule: 'no-log-line', cause: /turn on the access log/ },
    ready: ['tempo', 'traefik'],
    damage: (objects) => withArgs(objects, 'traefik', (args) => args.filter((arg) => !arg.startsWith('--accesslog'))),
  }),
  failure({
    name: 'lab-no-id-in-log',
    shows: "Traefik's access log does not keep the header with the trace id",
    ...{ rule: 'no-trace-id', cause: /no field with a trace id/ },
    ready: ['tempo', 'traefik'],
    damage: (objects) => withArgs(objects, 'traefik', (args) => args.filter((arg) => !/headers\.names/i.test(arg))),
  }),
  failure({
    name: 'lab-wrong-collector',
    shows: 'Traefik sends its spans to a port where nothing listens',
    ...{ rule: 'no-trace', cause: /does not have trace .* for its exporter/ },
    ready: ['tempo', 'traefik'],
    damage: (objects) => withArgs(objects, 'traefik', (args) => args.map((arg) => arg.replace(':9411/', ':9412/'))),
  }),
  failure({
    name: 'lab-demo-down',
    shows: 'the demo has no pod',
    ...{ rule: 'vote-unanswered', cause: /answered (50\d|404).*kubectl get pods/ },
    ready: ['tempo', 'traefik'],
    damage: (objects) => objects.filter(({ kind, metadata }) => !(kind === 'Deployment' && metadata.name === 'web')),
  }),
  failure({
    name: 'lab-no-remote-write',
    shows: 'Prometheus runs without its receiver for remote write',
    ...{ rule: 'no-service-graph', cause: /--web\.enable-remote-write-receiver/ },
    ready: ['minio', 'tempo', 'prometheus'],
    clusterFile: withoutTraefik([
      /\nminio:\n/,
      '  metricsGenerator:\n    remoteWrite: http://prometheus.monitoring:9090/api/v1/write\n\nminio:\n',
    ]),
    outside: (authority) => outsideLab(authority, { more: prometheus('monitoring', 'prometheus', []) }),
  }),
];
