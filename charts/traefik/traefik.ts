/** Traefik starts every trace, and logs its id with each request. */
import type { Construct } from 'constructs';
import { HelmChartConfig, HelmChartConfigSpecFailurePolicy } from '../../imports/helmchartconfig-helm.cattle.io';
import type { Findings } from '../../lib/findings/findings';
import { toYaml } from '../../lib/yaml/write';
import { Component, type Endpoint, hostPort, url, WAVES, wave } from '../component';
import { aboutBundle } from '../file-comments';
import { type Decided, type Values, withUserValues } from '../user-values';
import type { TraefikConfig } from './config';
import { k3sReleases, RELEASE, REPOSITORY, type TraefikChartRelease, type TraefikRelease, traefikReleases } from './releases';
import { defaultVariables, type Exporter, traefikValues } from './values';

const CHART = 'traefik';

const NAMES = 'the Service that Ingresses point at is made of these names, so leave them out';

const DECIDED: Decided = [
  ['tracing', 'set traefik.sampleRate, and leave the rest to tempo.receivers'],
  ['logs.access', 'the link from a log line to its trace needs the access log as it is'],
  ['accessLog', 'the link from a log line to its trace needs the access log as it is'],
  ['providers.kubernetesIngress.publishedService', 'without it Argo CD waits for Ingresses for ever, so leave it out'],
  ['image.tag', 'how Traefik traces depends on its release, so pin another chart instead'],
  ['versionOverride', 'how Traefik traces depends on its release, so pin another chart instead'],
  ['namespaceOverride', 'say it by traefik.namespace'],
  ['fullnameOverride', NAMES],
  ['nameOverride', NAMES],
];

const DECIDED_FLAGS = [
  [/^--tracing\b/i, 'set traefik.sampleRate, and leave the rest to tempo.receivers'],
  [/^--accesslog\b/i, 'the link from a log line to its trace needs the access log as it is'],
] as const;

/** Where spans can be sent, of the protocols that a Traefik may speak. */
export interface SpanEndpoints {
  readonly zipkin: () => Endpoint;
  /** By HTTP if that is on, else by gRPC. */
  readonly otlp: () => { readonly http: Endpoint } | { readonly grpc: Endpoint };
}

export interface TraefikProps {
  readonly config: TraefikConfig;
  readonly findings: Findings;
  readonly spans: SpanEndpoints;
  /** Those behind Traefik who read a trace's context from B3 headers only. */
  readonly b3Only: readonly string[];
  /** Whether log lines are to lead to traces. */
  readonly logsLeadToTraces: boolean;
}

export class Traefik extends Component {
  /** The field of an access log line that holds the trace id. */
  readonly traceIdField?: string;
  private readonly props: TraefikProps;

  constructor(scope: Construct, props: TraefikProps) {
    super(scope, 'traefik');
    this.props = props;
    const { config, findings } = props;
    if (config.chart !== undefined) {
      const release = findings.release(traefikReleases.find(config.chart), ['traefik', 'chart']);
      if (!release) return;
      this.traceIdField = this.check(release, 'chart', config.chart);
      this.installChart(config.chart, release, this.values(release));
    } else if (config.k3s !== undefined) {
      const release = findings.release(k3sReleases.find(config.k3s), ['traefik', 'k3s']);
      if (!release) return;
      this.traceIdField = this.check(release, 'k3s', config.k3s);
      this.configureBundled(config.k3s, this.values(release));
    }
  }

  /** Reports what this release cannot do. @returns the field with the trace id, if there is one */
  private check({ sampleRate, traceIdField, traceIdFrom }: TraefikRelease, key: 'chart' | 'k3s', version: string): string | undefined {
    const { config, findings, logsLeadToTraces } = this.props;
    const asked = findings.where(['traefik', key]);
    if (sampleRate === 'never' && config.sampleRate !== 1) {
      findings.error(
        ['traefik', 'sampleRate'],
        `cannot be set: ${asked} ${version} ignores it, and samples every request; pin traefik.chart ${config.sampleRate === 0 ? '37.0.0' : '33.2.0'} or newer, or remove it`,
      );
    } else if (sampleRate === 'not 0' && config.sampleRate === 0) {
      findings.error(
        ['traefik', 'sampleRate'],
        `0 is dropped by ${asked} ${version}, and Traefik then samples every request; write a small share such as 0.001, or remove traefik`,
      );
    }
    if (traceIdField === undefined) {
      const message = `${version} logs no trace id, so that no log line can lead to its trace`;
      if (logsLeadToTraces)
        findings.error(
          ['traefik', key],
          `${message}, and ${findings.where(['grafana', 'loki'])} is there for that; use ${traceIdFrom}, or remove grafana.loki`,
        );
      else findings.warning(['traefik', key], `${message}; ${traceIdFrom} does`);
    }
    return traceIdField;
  }

  private values(release: TraefikRelease): Values {
    const { config, findings, b3Only, spans } = this.props;
    const ours = traefikValues({ exporter: exporterFor(release, spans), sampleRate: config.sampleRate, b3: b3Only.length > 0 }, release);
    const merged = withUserValues(ours, {
      values: config.values,
      key: ['traefik', 'values'],
      decided: DECIDED,
      flags: DECIDED_FLAGS,
      variables: ['OTEL_PROPAGATORS'],
      findings,
    });
    if (!release.envReplacesDefaults || !Array.isArray(merged.env) || ours.env) return merged;
    const missing = defaultVariables().filter(
      ({ name }) => !(merged.env as { name?: string }[]).some((variable) => variable.name === name),
    );
    return { ...merged, env: [...missing, ...merged.env] };
  }

  private installChart(version: string, { rendered }: TraefikChartRelease, values: Values): void {
    const namespace = this.props.config.namespace ?? 'traefik';
    if (this.props.config.via !== 'release') {
      const remarks = ['Name it last in the valueFiles of the Application that installs Traefik.'];
      this.valuesFile = { chart: CHART, repository: REPOSITORY, version, releaseName: RELEASE, namespace, values, remarks };
      return;
    }
    this.addNamespace(namespace);
    this.requirements = [
      `the CustomResourceDefinitions of the ${CHART} chart ${version}: helm show crds ${CHART} --repo ${REPOSITORY} --version ${version} | kubectl apply --server-side -f -`,
    ];
    // The definitions stay out: deleting them with the Application would delete every IngressRoute of the cluster.
    const helm = { repository: REPOSITORY, chart: CHART, version, releaseName: RELEASE, values, skipCrds: true };
    this.delivery = { namespace, wave: 10, source: { helm }, rendered };
  }

  /** k3s installs its Traefik by a HelmChart; a HelmChartConfig of the same name and namespace adds values to it. */
  private configureBundled(version: string, values: Values): void {
    const { via, namespace } = this.props.config;
    for (const key of ['via', 'namespace'] as const) {
      const value = { via, namespace }[key];
      if (value !== undefined)
        this.props.findings.errorAtKey(
          ['traefik', key],
          `has no use with ${this.props.findings.where(['traefik', 'k3s'])}: k3s installs its Traefik itself, in kube-system; remove it`,
        );
    }
    this.requirements = [`k3s ${version} with its bundled Traefik`];
    this.about = aboutBundle(CHART, version, RELEASE);
    new HelmChartConfig(this, 'config', {
      metadata: { name: RELEASE, namespace: 'kube-system', annotations: wave(WAVES.workload) },
      // The default, reinstall, uninstalls Traefik on a bad value. valuesContent is the only field that every k3s knows.
      spec: { failurePolicy: HelmChartConfigSpecFailurePolicy.ABORT, valuesContent: toYaml(values) },
    });
    this.delivery = { namespace: 'kube-system', wave: 10, rendered: { namespaced: [] } };
  }
}

function exporterFor({ tracing }: TraefikRelease, { zipkin, otlp }: SpanEndpoints): Exporter {
  if (tracing !== 'otlp') return { zipkin: url(zipkin()) };
  const endpoint = otlp();
  return 'http' in endpoint ? { otlpHttp: url(endpoint.http) } : { otlpGrpc: hostPort(endpoint.grpc) };
}
