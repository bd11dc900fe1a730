/** Traefik starts every trace, and logs its id with each request. */
import { Namespace } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import type { Findings } from '../../lib/findings';
import { Component, type Endpoint, KEEP, url, WAVES, wave } from '../component';
import type { TraefikConfig } from './config';
import { traefikReleases } from './releases';
import { zipkinValues } from './values';

const CHART = 'traefik';
const RELEASE = 'traefik';

export interface TraefikProps {
  readonly config: TraefikConfig;
  readonly findings: Findings;
  /** Where spans go. */
  readonly zipkin: Endpoint;
}

export class Traefik extends Component {
  /** The field of an access log line that holds the trace id. */
  readonly traceIdField?: string;

  constructor(scope: Construct, { config, findings, zipkin }: TraefikProps) {
    super(scope, 'traefik');
    const found = traefikReleases.find(config.chart);
    if (!found.release) {
      findings.error(['traefik', 'chart'], found.error);
      return;
    }
    if (found.warning) findings.warning(['traefik', 'chart'], found.warning);
    if (config.sampleRate === 0) {
      findings.error(
        ['traefik', 'sampleRate'],
        `0 is dropped by chart ${config.chart}, and Traefik then samples every request; write a small share such as 0.001, or remove traefik`,
      );
    }
    const { repository, rendered, traceIdField } = found.release;
    const { namespace } = config;
    const values = zipkinValues({ zipkin: url(zipkin), sampleRate: config.sampleRate });
    this.traceIdField = traceIdField;
    if (config.via === 'values') {
      this.valuesFile = {
        chart: CHART,
        repository,
        version: config.chart,
        releaseName: RELEASE,
        namespace,
        values,
        remarks: ['Name it last in the valueFiles of the Application that installs Traefik.'],
      };
      return;
    }
    new Namespace(this, 'namespace', { metadata: { name: namespace, annotations: { ...wave(WAVES.namespace), ...KEEP } } });
    this.requirements = [
      `the CustomResourceDefinitions of the ${CHART} chart ${config.chart}: helm show crds ${CHART} --repo ${repository} --version ${config.chart} | kubectl apply --server-side -f -`,
    ];
    // The definitions stay out: deleting them with the Application would delete every IngressRoute of the cluster.
    this.delivery = {
      namespace,
      wave: 10,
      source: { helm: { repository, chart: CHART, version: config.chart, releaseName: RELEASE, values, skipCrds: true } },
      rendered,
    };
  }
}
