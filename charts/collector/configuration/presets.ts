/** Presets of the chart. What those that the user's own values turn on add to pipelines must go somewhere. */
import type { Findings } from '../../../lib/cluster-file/findings';
import { isTrueInTemplate } from '../../../lib/helm/truth';
import { at, listAt, mapAt, type Path } from '../../../lib/yaml/parsed';
import type { Values } from '../../helm-values/user-values';
import { COLLECTOR_RULES } from '../rules';
import { hasPlaceholderAt } from './placeholders';

/** The preset that adds the attributes of pods, and makes a role that reads them. */
export const ATTRIBUTES = 'kubernetesAttributes';

/** The values with which it is on. */
export const WITH_ATTRIBUTES = { presets: { [ATTRIBUTES]: { enabled: true } } };

/** Whether a preset, or a part of it, is on. @param all all values of the release */
export function isPresetOn(all: unknown, preset: string): boolean {
  const settings = mapAt(all, 'presets', preset);
  return [settings, ...Object.values(settings)].some((part) => isTrueInTemplate(at(part, 'enabled')));
}

/** Those for which the chart makes a role, each with the parts of which one must be on (templates/clusterrole.yaml up to 0.170.0). */
const WITH_ROLE: readonly (readonly [preset: string, parts?: readonly (readonly [part: string, byDefault: boolean])[]])[] = [
  ...([[ATTRIBUTES], ['clusterMetrics'], ['kubeletMetrics'], ['kubernetesEvents'], ['kubernetesObjects']] as const),
  ...([['annotationDiscovery.logs'], ['annotationDiscovery.metrics']] as const),
  // From 0.160.0 on.
  [
    'resourceDetection',
    [
      ['k8s_api', true],
      ['k8snode', false],
    ],
  ],
];

/** Whether the chart makes a role, with which the pods ask the API server. @param values those that are not the defaults of the chart */
export const makesRole = (values: Readonly<Values>): boolean =>
  isTrueInTemplate(at(values, 'clusterRole', 'create')) ||
  WITH_ROLE.some(([preset, parts]) => {
    const settings = at(values, 'presets', ...preset.split('.'));
    const isPartOn = parts?.some(([part, byDefault]) => isTrueInTemplate(at(settings, part, 'enabled') ?? byDefault)) ?? true;
    return isTrueInTemplate(at(settings, 'enabled')) && isPartOn;
  });

/** What presets add, by one of its names (templates/_config.tpl). */
const COMPONENTS: readonly (readonly [preset: string, components: readonly string[]])[] = [
  [ATTRIBUTES, ['processors/k8sattributes']],
  ['logsCollection', ['receivers/filelog']],
  ['hostMetrics', ['receivers/hostmetrics']],
  ['kubeletMetrics', ['receivers/kubeletstats']],
  ['clusterMetrics', ['receivers/k8s_cluster']],
  ['kubernetesEvents', ['receivers/k8sobjects']],
  ['kubernetesObjects', ['receivers/k8sobjects']],
  ['annotationDiscovery', ['receivers/receiver_creator', 'extensions/k8s_observer']],
  ['resourceDetection', ['processors/resourcedetection']],
];

/** The components that presets add to the configuration, as in their `kind/type`. @param all all values of the release */
export const componentsOfPresets = (all: unknown): string[] =>
  COMPONENTS.flatMap(([preset, components]) => (isOnItself(all, preset) ? components : []));

/** The parts of other presets are on by default. */
const isOnItself = (all: unknown, preset: string): boolean =>
  preset === 'annotationDiscovery' ? isPresetOn(all, preset) : isTrueInTemplate(at(all, 'presets', preset, 'enabled'));

/** The pipeline to which each adds a receiver, but no exporter (templates/_config.tpl, in every release that has the preset). */
const PIPELINES: readonly (readonly [preset: string, signal: 'logs' | 'metrics'])[] = [
  ['logsCollection', 'logs'],
  ['kubernetesEvents', 'logs'],
  ['kubernetesObjects', 'logs'],
  ['annotationDiscovery.logs', 'logs'],
  ['hostMetrics', 'metrics'],
  ['kubeletMetrics', 'metrics'],
  ['clusterMetrics', 'metrics'],
  ['annotationDiscovery.metrics', 'metrics'],
];

/**
 * Reports those whose pipeline has no exporter, with which the collector does not start.
 * @param key that of the user's values
 * @param all all values of the release
 */
export function checkPresets(key: Path, all: unknown, findings: Findings): void {
  for (const [preset, signal] of PIPELINES) {
    const path = ['presets', ...preset.split('.'), 'enabled'];
    if (!isTrueInTemplate(at(all, ...path))) continue;
    const exporters = ['alternateConfig', 'service', 'pipelines', signal, 'exporters'];
    if (listAt(all, ...exporters).length > 0 || hasPlaceholderAt(all, ...exporters)) continue;
    const problem = `adds to the pipeline ${signal}, which has no exporters, so the collector does not start`;
    findings.error(
      [...key, ...path],
      COLLECTOR_RULES.says('no-exporter', problem, `set ${exporters.join('.')} in ${key.join('.')}, or remove this preset`),
    );
  }
}
