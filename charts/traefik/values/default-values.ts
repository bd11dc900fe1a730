/** Values that the user's own may replace: the mirror of its image, Pod Security and, in a release of this stack, labels and annotations. */
import type { Construct } from 'constructs';
import { isTrueInTemplate } from '../../../lib/helm/truth';
import { at } from '../../../lib/yaml/parsed';
import type { Values } from '../../helm-values/user-values';
import { metadataOf } from '../../metadata/of-app';
import { type ChartPart, isOffIn, metadataValues, namedPaths } from '../../metadata/values';
import { restrictedValues } from '../../namespaces/restricted';
import type { ImageMirrors } from '../../registry/image-mirrors';
import type { TraefikConfig } from '../config';
import { ADDITIONAL_SERVICES, METRICS, monitorSwitch, RULE, TRAEFIK_NAMESPACE, type TraefikChartRelease } from '../releases';
import { traefikImages } from './image-values';

const PARTS: readonly ChartPart[] = [
  ...['persistence', 'metrics.prometheus.service', 'ingressRoute.healthcheck'].map((below) => ({ below })),
  // Any value makes it, in the releases with a value for its labels alone.
  { below: RULE, enabledBy: RULE },
  { below: 'service.internal', enabledBy: 'service.internal' },
  { below: 'hub.apimanagement' },
  { below: 'gateway', enabledBy: 'providers.kubernetesGateway.enabled' },
];

const partsOf = (release: TraefikChartRelease): readonly ChartPart[] => [
  ...PARTS,
  { below: 'ingressRoute.dashboard', byDefault: release.showsDashboard },
  { below: `${METRICS}.serviceMonitor`, enabledBy: monitorSwitch(release) },
];

const isAdditional = (path: string): boolean => path === ADDITIONAL_SERVICES;

/** With hostNetwork, a pod finds Services by DNS only with this policy. */
export const clusterDns = (values: Readonly<Values>): object[] =>
  isTrueInTemplate(at(values, 'hostNetwork')) && at(values, 'deployment', 'dnsPolicy') === undefined
    ? [{ deployment: { dnsPolicy: 'ClusterFirstWithHostNet' } }]
    : [];

export interface TraefikDefaultsProps {
  readonly config: Pick<TraefikConfig, 'via' | 'namespace'>;
  readonly images: ImageMirrors;
  /** Whether the cluster file decides about Pod Security in its namespace. */
  readonly isInStack: boolean;
}

/** @param values all other values @returns several, to be merged */
export function traefikDefaults(
  construct: Construct,
  { config: { via, namespace = TRAEFIK_NAMESPACE }, images, isInStack }: TraefikDefaultsProps,
  release: TraefikChartRelease,
  values: Values,
): object[] {
  const { metadata, restricted } = release;
  return [
    ...traefikImages(images, release, values),
    ...(via === 'release'
      ? metadataValues(
          metadataOf(construct),
          () => [{ ...metadata, annotations: metadata.annotations.flatMap((path) => namedPaths(path, values, isAdditional)) }],
          (path) => isOffIn(values, partsOf(release), path),
        )
      : []),
    ...(isInStack ? restrictedValues(construct, namespace, restricted) : []),
  ];
}
