/** Two reports for the tests of this folder: one without errors, one with errors. */
import { error, type Finding, note, warning } from '../../lib/findings/finding';
import type { CheckReport, ClusterReport, Hop, Report, ValueEffect } from './report';

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

/** Additional hops of larger clusters. */
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

const JUDGED: Readonly<Record<string, number>> = {
  ...{ render: 2, argocd: 31, values: 114, microservices: 9, addresses: 21, identity: 4, shape: 58, hygiene: 17 },
};

/** Every check, with the findings of its topic. */
export const checksWith = (...findings: Finding[]): CheckReport[] =>
  Object.entries(JUDGED).map(([name, judged]) => ({
    ...{ name, judged, proves: `what ${name} proves` },
    findings: findings.filter(({ rule }) => rule.startsWith(`${name}/`)),
  }));

const TEMPO_APPLICATION = { file: FILE, name: 'picluster-tracing-tempo' };

const NOTES: readonly Finding[] = ['a', 'b', 'c', 'd', 'e'].map((name) =>
  note(TEMPO_APPLICATION, { rule: 'values/default', problem: 'is the default of the chart' }, { subject: `server.${name}` }),
);

/** The findings of the damaged report other than notes. */
export const DAMAGE: readonly Finding[] = [
  warning(
    { file: 'dist/picluster/emojivoto.k8s.yaml' },
    { rule: 'hygiene/no-tag', problem: 'image docker.l5d.io/buoyantio/emojivoto-web has no tag', fix: 'pin one' },
    { subject: 'Deployment/web' },
  ),
  error(
    TEMPO_APPLICATION,
    { rule: 'values/no-effect', problem: 'changes nothing at 2.23.4', fix: 'use traces.zipkin.enabled' },
    { subject: 'distributor.zipkin.enabled' },
  ),
  error(
    { file: 'dist/picluster/values/kube-prometheus-stack.yaml' },
    {
      rule: 'addresses/no-such-port',
      problem: 'Grafana reads Tempo at tempo-query-frontend.tracing:3100, and that Service has the ports 3200 and 9095',
      fix: 'use 3200',
    },
  ),
];

const PICLUSTER: ClusterReport = {
  name: 'picluster',
  checks: checksWith(...NOTES),
  charts: [
    {
      release: 'tempo',
      chart: 'tempo-distributed',
      version: '2.23.4',
      namespace: 'tracing',
      place: TEMPO_APPLICATION,
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
  notJudged: [`${S3}: outside the cluster`, 'the values of kube-prometheus-stack: installed elsewhere'],
};

const RUN = { helm: 'helm v4.1.4', renders: 116, seconds: 6.12 };

/** A report without errors. */
export const good: Report = { ...RUN, clusters: [PICLUSTER] };

/** A wrong port in Grafana, a value without effect, an unpinned image, and manifests that try to break the page. */
export const damaged: Report = {
  ...RUN,
  clusters: [
    {
      ...PICLUSTER,
      checks: checksWith(...NOTES, ...DAMAGE),
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
