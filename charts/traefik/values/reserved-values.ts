/** The Helm values of Traefik's chart that a user must not set, and what to set in the cluster file instead. */
import { isTrueInTemplate } from '../../../lib/helm/truth';
import { hasDigest, REMOVE_DIGEST, unusableTag } from '../../../lib/releases/image-tag';
import { at, isMap, mapAt } from '../../../lib/yaml/parsed';
import type { MonitoredServices } from '../../helm-values/monitored-services';
import type { SelectingLabels, SelectingLabelsAt } from '../../helm-values/selecting-labels';
import type { ReservedValues, Values } from '../../helm-values/user-values';
import { ANY } from '../../metadata/values';
import { namespaceOf, type TraefikConfig } from '../config';
import { traefikProduct } from '../product';
import { METRICS, monitorSwitch, TRAEFIK, type TraefikRelease } from '../releases';
import { IS_RENDERED } from '../releases/images';
import { RESERVED_TRACING, reservedAccessLog } from './logs-and-traces';

const NAMES = 'remove it, because Ingresses refer to the Service by these names';
const PUBLISHED = 'providers.kubernetesIngress.publishedService';
const PUBLISHES = 'remove it, because Argo CD otherwise waits for Ingresses forever';

/** The tag of Traefik's image, as a path in the values. */
export const IMAGE_TAG = ['image', 'tag'] as const;

const ALWAYS: ReservedValues = [
  [`${PUBLISHED}.enabled`, PUBLISHES, undefined, true],
  ['versionOverride', 'set image.tag, or pin another chart', undefined, ''],
  ['deployment.enabled', 'remove it, because without pods of Traefik nothing is served or traced', undefined, true],
  ['fullnameOverride', NAMES, undefined, TRAEFIK],
  ['nameOverride', NAMES, undefined, TRAEFIK],
];

/**
 * What depends on its namespace. The chart publishes its own Service by default, as `namespace/name`
 * (templates/_helpers.tpl of 10.0.0 to 41.3.0).
 */
const inNamespace = (namespace: string): ReservedValues => [
  [`${PUBLISHED}.pathOverride`, PUBLISHES, undefined, `${namespace}/${TRAEFIK}`],
  [PUBLISHED, PUBLISHES],
  ['namespaceOverride', 'set traefik.namespace', undefined, namespace],
];

/**
 * @param shipped the release of the chart or of k3s
 * @param isTagKnown whether the user's values set an image tag that can be used
 */
export const reservedInTraefik = (shipped: TraefikRelease, config: TraefikConfig, isTagKnown: boolean): ReservedValues => [
  ...RESERVED_TRACING,
  ...reservedAccessLog(shipped, config.values),
  ...ALWAYS,
  ...inNamespace(namespaceOf(config)),
  ...imageTag(shipped, config, isTagKnown),
];

function imageTag({ traefik, comparesTag }: TraefikRelease, { k3s, values }: TraefikConfig, isTagKnown: boolean): ReservedValues {
  const tag = at(values, ...IMAGE_TAG);
  const path = IMAGE_TAG.join('.');
  if (!isTagKnown) return [[path, ...unusableTag(tag, traefikProduct, traefik.version, k3s === undefined ? 'chart' : 'k3s')]];
  const by = hasDigest(tag) ? comparesTag.flatMap((each) => onIn(values, each)) : [];
  if (by[0] === undefined) return [];
  const also = by[0] === IS_RENDERED ? '' : `, because of ${by[0]}`;
  return [[path, REMOVE_DIGEST, `has a digest, which the chart compares with versions and then fails${also}`]];
}

/** The paths of a value, or of one of each name, that values turn on. */
function onIn(values: Readonly<Values>, path: string): string[] {
  if (path === IS_RENDERED) return [path];
  const [above = '', field] = path.split(`.${ANY}.`);
  const paths = field === undefined ? [path] : Object.keys(mapAt(values, ...above.split('.'))).map((name) => `${above}.${name}.${field}`);
  return paths.filter((each) => isOn(at(values, ...each.split('.'))));
}

/** A map of settings has its own switch. */
const isOn = (value: unknown): boolean => isTrueInTemplate(isMap(value) && 'enabled' in value ? value.enabled : value);

/** The value of one differs between releases, and `instanceLabelOverride` changes it. */
const SELECTED: SelectingLabels = { 'app.kubernetes.io/name': 'traefik', 'app.kubernetes.io/instance': undefined };

export const SELECTING: SelectingLabelsAt = (map) => (['deployment.podLabels', 'commonLabels'].includes(map) ? SELECTED : undefined);

/** It selects the Service of the metrics if there is one, in every release that has it. @returns by all values */
export const monitorsOf =
  (release: TraefikRelease) =>
  (values: Values): MonitoredServices[] => {
    if (!release.serviceMonitor) return [];
    const by = monitorSwitch(release);
    const isOn = (...path: string[]) => isTrueInTemplate(at(values, ...path, 'enabled'));
    // With a Hub agent (up to chart 23), the main one.
    if (!isOn(...METRICS.split('.'), 'service') || isOn('hub')) return [{ by, selects: SELECTED, labels: ['commonLabels'] }];
    const selects = { ...SELECTED, 'app.kubernetes.io/component': 'metrics' };
    return [{ by, selects, labels: ['commonLabels', `${METRICS}.service.labels`] }];
  };
