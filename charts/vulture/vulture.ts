/** Vulture of Tempo: writes traces all the time, reads them again, and counts those that are missing. */
import type { Construct } from 'constructs';
import type { Findings } from '../../lib/cluster-file/findings';
import type { Release } from '../../lib/releases/table';
import { CLUSTER_DOMAIN, Component, type Endpoint, url } from '../component';
import { withDefaults } from '../helm-values/merge-values';
import { accountRequirements, ownAccount } from '../helm-values/own-account';
import { ofOneKind } from '../helm-values/selecting-labels';
import { type ReservedValues, type Values, withUserValues } from '../helm-values/user-values';
import { labelsOfMonitor } from '../metadata/monitor-labels';
import { metadataOf } from '../metadata/of-app';
import { warnOfLabelsTwice } from '../metadata/twice';
import { unreachedIn } from '../metadata/unreached';
import { isOffIn, metadataValues } from '../metadata/values';
import { restrictedValues } from '../namespaces/restricted';
import { checkRegistryValues } from '../registry/check';
import { type ImageMirrors, inOneValue } from '../registry/image-mirrors';
import { IMAGE_REPOSITORY } from '../registry/own-images';
import type { Scheduling } from '../scheduling/scheduling';
import type { VultureConfig } from './config';
import { VULTURE, type VultureRelease } from './releases';

export interface VultureProps {
  readonly config: VultureConfig;
  readonly release: Release<VultureRelease>;
  readonly findings: Findings;
  readonly images: ImageMirrors;
  readonly scheduling: Scheduling;
  /** The receiver that it writes to, and where it reads. */
  readonly push: Endpoint;
  readonly query: Endpoint;
  /** How long Tempo keeps traces, if that is known; whether it has TraceQL, and always answers queries for metrics. */
  readonly answers: { readonly retention?: string; readonly traceQl: boolean; readonly metrics: boolean };
  /** The labels of what scrapes it; undefined for nothing. */
  readonly monitorLabels?: Readonly<Record<string, string>>;
}

const ADDRESSES = 'remove it, because it must be the Tempo of this stack';
const ONE_VERSION = 'pin vulture.chart, because the version of the program decides the receiver that it writes to';

/** @param namespace that of Tempo, in which it runs */
const reserved = (namespace: string): ReservedValues => [
  ['tempoAddress', ADDRESSES],
  ['image.tag', ONE_VERSION],
  ...['fullnameOverride', 'nameOverride'].map(
    (path) => [path, 'remove it, because the alerts and the dashboard know its pods by the name', undefined, VULTURE] as const,
  ),
  ...['podMonitor.namespace', 'serviceMonitor.namespace'].map(
    (path) => [path, 'remove it, because the AppProject permits only the namespace of Tempo', undefined, namespace] as const,
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
    const { config, findings, release, query, images, scheduling } = props;
    this.podNamespaces = [query.namespace];
    const values = withUserValues(vultureValues(this.withOwnLabels(props)), config.values, () => ({
      ...{ key: ['vulture', 'values'], reserved: reserved(query.namespace), flags: FLAGS, variables: [], findings },
      selecting: ofOneKind(['podLabels', 'global.commonLabels'], VULTURE, VULTURE),
    }));
    const { repository, version, rendered, metadata, restricted } = release;
    const placed = scheduling.values({
      chart: `${VULTURE} ${version}`,
      pods: [{ pods: `Deployment ${VULTURE}`, path: [] }],
      user: { values: config.values, key: ['vulture', 'values'] },
    });
    const defaults = [
      ...mirrored(images),
      ...metadataValues(
        metadataOf(this),
        () => [metadata],
        (path) => isOffIn(values, [{ below: release.monitor }, ACCOUNT], path),
      ),
      ...restrictedValues(this, query.namespace, restricted),
      ...placed,
    ];
    this.unreached = [unreachedIn(`${VULTURE} ${version}`, release.unreached)];
    const all = withDefaults(values, defaults);
    checkRegistryValues({ values: config.values, key: ['vulture', 'values'], all, defaults, places: IMAGE_REPOSITORY, images, findings });
    this.requirements = accountRequirements(ownAccount(config.values), query.namespace);
    this.delivery = {
      namespace: query.namespace,
      source: { helm: { repository, chart: VULTURE, version, releaseName: VULTURE, values: all } },
      rendered,
    };
  }

  private withOwnLabels(props: VultureProps): VultureProps {
    const { monitorLabels, release, findings } = props;
    const chart = `${VULTURE} ${release.version}`;
    const { metadata } = release;
    const user = { values: props.config.values, key: ['vulture', 'values'], chart, metadata };
    warnOfLabelsTwice(this, { ...user, all: metadata.all, monitorLabels }, findings);
    if (!monitorLabels) return props;
    const monitor = { chart, path: `${release.monitor}.labels`, metadata };
    return { ...props, monitorLabels: labelsOfMonitor(this, monitorLabels, monitor, findings) };
  }
}

function vultureValues({ release, push, query, answers, monitorLabels }: VultureProps): Values {
  const { retention, traceQl, metrics } = answers;
  const flags = {
    ...(retention !== undefined && { 'tempo-retention-duration': retention }),
    ...(!traceQl && { 'tempo-search-backoff-duration': '0s' }),
    ...(release.queriesMetrics && !metrics && { 'tempo-metrics-backoff-duration': '0s' }),
  };
  const labels = monitorLabels && Object.keys(monitorLabels).length > 0 ? { labels: monitorLabels } : {};
  const args = Object.entries(flags).map(([name, value]) => `-${name}=${value}`);
  return {
    // Without a port: up to Tempo 2.5 it appends its own to the port that is there.
    tempoAddress: { push: `http://${push.service}.${push.namespace}.svc.${CLUSTER_DOMAIN}`, query: url(query) },
    ...(args.length > 0 && { extraArgs: args }),
    ...(monitorLabels && { [release.monitor]: { enabled: true, ...labels } }),
  };
}

const ACCOUNT = { below: 'serviceAccount', enabledBy: 'serviceAccount.create', byDefault: true };

/** Its image in the mirror, by the same values in every release. The user's own values win. */
function mirrored(mirrors: ImageMirrors): object[] {
  const parts = mirrors.parts(`docker.io/grafana/${VULTURE}`);
  const { pullSecrets } = mirrors;
  return [
    ...(parts ? [{ image: { repository: inOneValue(parts) } }] : []),
    ...(pullSecrets.length > 0 ? [{ imagePullSecrets: pullSecrets }] : []),
  ];
}
