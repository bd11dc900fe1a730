/** Vulture of Tempo: writes traces all the time, reads them again, and counts those that are missing. */
import type { Construct } from 'constructs';
import type { Findings } from '../../lib/cluster-file/findings';
import type { Release } from '../../lib/releases/table';
import { Component, type Endpoint, url } from '../component';
import { type ReservedValues, type Values, withUserValues } from '../user-values';
import type { VultureConfig } from './config';
import { VULTURE, type VultureRelease } from './releases';

export interface VultureProps {
  readonly config: VultureConfig;
  readonly release: Release<VultureRelease>;
  readonly findings: Findings;
  /** The receiver that it writes to, and where it reads. */
  readonly push: Endpoint;
  readonly query: Endpoint;
  /** How long Tempo keeps traces; undefined if that is not known. */
  readonly retention?: string;
  /** Whether this Tempo always answers queries for metrics. */
  readonly answersMetrics: boolean;
  /** The labels of what scrapes it; undefined for nothing. */
  readonly monitorLabels?: Readonly<Record<string, string>>;
}

const ADDRESSES = 'remove it, because it must be the Tempo of this stack';
const ONE_VERSION = 'pin vulture.chart, because the version of the program decides the receiver that it writes to';

const RESERVED: ReservedValues = [
  ['tempoAddress', ADDRESSES],
  ['image.tag', ONE_VERSION],
  ...['podMonitor.namespace', 'serviceMonitor.namespace'].map(
    (path) => [path, 'remove it, because the AppProject permits only the namespace of Tempo'] as const,
  ),
];

const FLAGS = [
  [/^--?tempo-(push|query)-url\b/, ADDRESSES],
  [/^--?tempo-retention-duration\b/, 'set tempo.retention'],
  [/^--?prometheus-listen-address\b/, 'remove it, because the chart names the port'],
  [/^--?validation-mode\b/, 'remove it, because it ends the program'],
] as const;

/** In an Application of its own: no sync waits for its health. */
export class Vulture extends Component {
  constructor(scope: Construct, props: VultureProps) {
    super(scope, 'vulture');
    const { config, findings, release, push } = props;
    const values = withUserValues(vultureValues(props), {
      ...{ values: config.values, key: ['vulture', 'values'], reserved: RESERVED, flags: FLAGS, variables: [], findings },
    });
    const { repository, version, rendered } = release;
    this.delivery = {
      namespace: push.namespace,
      source: { helm: { repository, chart: VULTURE, version, releaseName: VULTURE, values } },
      rendered,
    };
  }
}

function vultureValues({ release, push, query, retention, answersMetrics, monitorLabels }: VultureProps): Values {
  const flags = {
    ...(retention !== undefined && { 'tempo-retention-duration': retention }),
    ...(release.queriesMetrics && !answersMetrics && { 'tempo-metrics-backoff-duration': '0s' }),
  };
  const labels = monitorLabels && Object.keys(monitorLabels).length > 0 ? { labels: monitorLabels } : {};
  const args = Object.entries(flags).map(([name, value]) => `-${name}=${value}`);
  return {
    // Without a port: up to Tempo 2.5 it appends its own to the port that is there.
    tempoAddress: { push: `http://${push.service}.${push.namespace}.svc.cluster.local`, query: url(query) },
    ...(args.length > 0 && { extraArgs: args }),
    ...(monitorLabels && { [release.monitor]: { enabled: true, ...labels } }),
  };
}
