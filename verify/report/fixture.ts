/** Two reports for the tests of this folder: one in which everything fits, one with damage. */
import type { Check, ClusterReport, Hop, Report, ValueEffect, Verdict } from '../verdict';

const FILE = 'dist/picluster/applications.k8s.yaml';
const DISTRIBUTOR = 'tempo-distributor.tracing';
const S3 = 's3.picluster.ricsanfre.com:9091';
const TEMPO = 'tempo (tempo-distributed 2.23.4)';

const hop = (from: string, to: string, what: string, protocol: string, address: string, why?: string): Hop => ({
  from,
  to,
  what,
  protocol,
  address,
  state: 'fits',
  why,
});
const outside = (from: string, to: string, what: string, protocol: string, address: string, why: string): Hop => ({
  from,
  to,
  what,
  protocol,
  address,
  state: 'external',
  why,
});

const GRAFANA: Hop = hop('Grafana', 'Tempo', 'queries', 'HTTP', 'tempo-query-frontend.tracing:3200', 'server.http_listen_port');

/** The path of a trace through picluster. */
export const HOPS: readonly Hop[] = [
  hop('browser', 'Traefik', 'requests', 'HTTP', '', 'the IngressRoute of emojivoto'),
  hop('Traefik', 'emojivoto', 'requests', 'HTTP', 'web-svc.emojivoto:80'),
  hop('Traefik', 'Tempo', 'spans', 'Zipkin', `${DISTRIBUTOR}:9411`, 'traces.zipkin.enabled'),
  hop('Linkerd', 'Tempo', 'spans', 'OpenCensus', `${DISTRIBUTOR}:55678`),
  hop('emojivoto', 'Tempo', 'spans', 'OpenCensus', `${DISTRIBUTOR}:55678`),
  outside('Tempo', 'S3', 'blocks', 'S3', S3, 'no object of this folder; it must be reachable'),
  GRAFANA,
  outside('Grafana', 'Loki', 'queries', 'HTTP', 'loki-gateway.logging:80', 'installed elsewhere'),
  outside('Traefik', 'Loki', 'access log', 'JSON', '', 'collected from standard output'),
  outside('bucket Job', 'S3', 'bucket', 'S3', S3, 'no object of this folder'),
];

/** What larger clusters have beside these. */
export const MORE_HOPS: readonly Hop[] = [
  hop('Tempo', 'Kafka', 'spans', 'Kafka', 'kafka.kafka:9092'),
  outside('Tempo', 'Prometheus', 'metrics', 'remote write', 'prometheus-operated.monitoring:9090', 'installed elsewhere'),
];

const value = (path: string, text: string, effect: ValueEffect['effect'], ...changed: string[]): ValueEffect => ({
  release: TEMPO,
  path,
  value: text,
  effect,
  changed,
});

const VALUES: readonly ValueEffect[] = [
  value('traces.zipkin.enabled', 'true', 'changes', 'ConfigMap/tempo-config', 'Deployment/tempo-distributor', 'Service/tempo-distributor'),
  value('traces.opencensus.enabled', 'true', 'changes', 'ConfigMap/tempo-config', 'Service/tempo-distributor'),
  value('distributor.config.log_received_spans.enabled', 'false', 'default'),
  value('storage.trace.backend', '"s3"', 'required'),
  value('ingester.persistence.storageClass', '"longhorn"', 'known'),
];

const judged: Record<Check, number> = {
  render: 2,
  values: 114,
  microservices: 9,
  addresses: 21,
  identity: 4,
  argocd: 31,
  shape: 58,
  hygiene: 17,
};

const NOTES: readonly Verdict[] = ['a', 'b', 'c', 'd', 'e'].map((name) => ({
  severity: 'note',
  check: 'values',
  place: { file: FILE, name: 'picluster-tracing-tempo' },
  text: `server.${name}: is the default of the chart`,
}));

const PICLUSTER: ClusterReport = {
  name: 'picluster',
  verdicts: NOTES,
  charts: [
    {
      release: 'tempo',
      chart: 'tempo-distributed',
      version: '2.23.4',
      namespace: 'tracing',
      place: { file: FILE, name: 'picluster-tracing-tempo' },
      objects: 31,
    },
    {
      release: 'linkerd-jaeger',
      chart: 'linkerd-jaeger',
      version: '30.12.11',
      namespace: 'linkerd-jaeger',
      place: { file: FILE, name: 'picluster-tracing-linkerd-jaeger' },
      objects: 12,
    },
  ],
  hops: HOPS,
  values: VALUES,
  judged,
  notJudged: [`${S3}: outside the cluster`, 'the values of kube-prometheus-stack: installed elsewhere'],
};

const RUN = { helm: 'helm v4.1.4', renders: 116, seconds: 6.12 };

/** Everything fits. */
export const good: Report = { ...RUN, clusters: [PICLUSTER] };

/** Grafana at a port where nothing listens, a dead value, an unpinned image, and manifests that try to break the page. */
export const damaged: Report = {
  ...RUN,
  clusters: [
    {
      ...PICLUSTER,
      verdicts: [
        ...NOTES,
        {
          severity: 'warning',
          check: 'hygiene',
          place: { file: 'dist/picluster/emojivoto.k8s.yaml' },
          text: 'Deployment/web: image docker.l5d.io/buoyantio/emojivoto-web has no tag; pin one',
        },
        {
          severity: 'error',
          check: 'values',
          place: { file: FILE, name: 'picluster-tracing-tempo' },
          text: 'distributor.zipkin.enabled: changes nothing at 2.23.4; write traces.zipkin.enabled',
        },
        {
          severity: 'error',
          check: 'addresses',
          place: { file: 'dist/picluster/values/kube-prometheus-stack.yaml' },
          text: 'Grafana reads Tempo at tempo-query-frontend.tracing:3100, and that Service has the ports 3200 and 9095; write 3200',
        },
      ],
      hops: HOPS.map((each) =>
        each === GRAFANA
          ? {
              ...each,
              address: 'tempo-query-frontend.tracing:3100',
              state: 'broken',
              why: 'that Service has no port 3100, only 3200 and 9095',
            }
          : each,
      ),
      values: [
        ...VALUES,
        value('distributor.zipkin.enabled', 'true', 'nothing'),
        value('tempo["<script>"]', `"<script>alert('x')</script> & \\"quotes\\""`, 'changes', 'ConfigMap/"><img>'),
      ],
    },
  ],
};
