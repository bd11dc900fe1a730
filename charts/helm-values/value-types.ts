/** Helm values of the user whose type or format the API server refuses, or the template, whatever the release of the chart. */
import { isTrueInTemplate } from '../../lib/helm/truth';
import { LABEL_KEY, LABEL_VALUE } from '../../lib/kubernetes/labels';
import { at, isMap, type Path, textAt } from '../../lib/yaml/parsed';
import { isArgumentsOption } from './merge-values';

/** The keys of charts that become `imagePullSecrets` of pods and ServiceAccounts. */
export const PULL_SECRETS = /^(imagePullSecrets|pullSecrets)$/;

/** A value that is refused. */
export interface MistypedValue {
  /** The path in the values. */
  readonly path: Path;
  readonly problem: string;
  readonly fix: string;
}

/** Configuration of a program, in which other rules apply than in manifests. Tempo's own keys have underscores. */
const CONFIGURATION = /^(config|alternateConfig|structuredConfig|overrides|.*_.*)$/;

/** The keys of the charts of Tempo and Traefik that become labels or annotations. Their other keys, such as `headerLabels`, do not. */
const METADATA = /^(?:labels|matchLabels|annotations|(?:pod|common|service|serviceAccount)(?:Labels|Annotations))$/;

/** All mistyped values below `values`, at any depth of maps. Lists are not searched, since they may contain any object. */
export function mistypedValues(values: Readonly<Record<string, unknown>>, path: Path = []): MistypedValue[] {
  return Object.entries(values).flatMap(([key, value]) => {
    const here = [...path, key];
    if (CONFIGURATION.test(key)) return [];
    if (key === 'replicas') return replicas(here, value);
    if (isArgumentsOption(key)) return argumentsOf(here, value);
    if (key === 'autoscaling' && isMap(value)) return [...bounds(here, value), ...mistypedValues(value, here)];
    if (PULL_SECRETS.test(key)) return pullSecrets(here, value);
    if (!isMap(value)) return [];
    return METADATA.test(key)
      ? Object.entries(value).flatMap(([name, text]) => metadata([...here, name], name, text))
      : mistypedValues(value, here);
  });
}

/** Their values are labels. */
const SELECTOR = /selector$/i;

const OFF = /^(?:false|no|off|0)$/i;

/** The switches below `values`, at any depth of maps, that are a text which says off: templates take it for on. */
export function textSwitches(values: Readonly<Record<string, unknown>>, path: Path = []): MistypedValue[] {
  return Object.entries(values).flatMap(([key, value]) => {
    const here = [...path, key];
    if (CONFIGURATION.test(key) || METADATA.test(key) || SELECTOR.test(key)) return [];
    if (isMap(value)) return textSwitches(value, here);
    if (key !== 'enabled' || typeof value !== 'string' || !OFF.test(value)) return [];
    return [
      {
        path: here,
        problem: `is the text ${JSON.stringify(value)}, which templates of Helm take for true`,
        fix: 'write false without quotes',
      },
    ];
  });
}

/** A text of digits is rendered as a number. */
function replicas(path: Path, value: unknown): MistypedValue[] {
  if (value === null || isTemplate(value)) return [];
  if ((typeof value === 'number' || typeof value === 'string') && /^\d+$/.test(String(value))) return [];
  return [{ path, problem: `must be a whole number of 0 or more, not ${shown(value)}`, fix: 'write a number, e.g. 2' }];
}

/** Parts of tempo-distributed whose autoscaler another value turns on. */
const SCALED_BY_HPA: readonly unknown[] = ['compactor', 'backendWorker'];

/** Of an autoscaler of Kubernetes, which never stops all pods. KEDA's does. */
function bounds(path: Path, autoscaling: Readonly<Record<string, unknown>>): MistypedValue[] {
  const isOff = SCALED_BY_HPA.includes(path.at(-2)) && !isTrueInTemplate(at(autoscaling, 'hpa', 'enabled'));
  if (isOff || !isTrueInTemplate(autoscaling.enabled) || isTrueInTemplate(at(autoscaling, 'keda', 'enabled'))) return [];
  return ['minReplicas', 'maxReplicas']
    .filter((key) => textAt(autoscaling, key) === '0')
    .map((key) => ({ path: [...path, key], problem: 'must be 1 or more, not 0', fix: 'write a number, e.g. 2' }));
}

/** A list of text; in some charts a map from flags to values. */
function argumentsOf(path: Path, value: unknown): MistypedValue[] {
  if (value === null || value === '' || isMap(value)) return [];
  if (!Array.isArray(value)) return [{ path, problem: `must be a list, not ${shown(value)}`, fix: 'write one argument per item' }];
  return value.flatMap((item: unknown, index) =>
    typeof item === 'string'
      ? []
      : [{ path: [...path, index], problem: `must be text, not ${shown(item)}`, fix: 'write it as one text, in quotes' }],
  );
}

/**
 * Most charts copy the list into a pod, where an item is a map; those of Tempo write `name:` themselves below `pullSecrets`, as MinIO's
 * does below `global` (all rendered).
 */
function pullSecrets(path: Path, value: unknown): MistypedValue[] {
  if (!Array.isArray(value)) return [];
  const isNames = path.at(-1) === 'imagePullSecrets' ? path.includes('global') : !path.includes('grafana-agent-operator');
  return value.flatMap((item: unknown, index) => {
    const here = [...path, index];
    if (isNames)
      return typeof item === 'string' ? [] : [{ path: here, problem: `must be text, not ${shown(item)}`, fix: 'write the name alone' }];
    if (typeof textAt(item, 'name') === 'string') return [];
    const fix = typeof item === 'string' ? `write { name: ${item} }` : 'write { name: mirror-login }';
    return [{ path: here, problem: `must be a map with a name, not ${shown(item)}`, fix }];
  });
}

/** A label or annotation. The API server reads a null as an empty text. */
function metadata(path: Path, name: string, value: unknown): MistypedValue[] {
  if (value === null || isTemplate(value) || isTemplate(name)) return [];
  const isLabel = /labels$/i.test(String(path.at(-2)));
  if (!LABEL_KEY.pattern.test(isLabel ? name : name.toLowerCase()))
    return [{ path, problem: `${JSON.stringify(name)} is not ${LABEL_KEY.what}`, fix: LABEL_KEY.fix }];
  if (typeof value !== 'string') {
    const isScalar = typeof value === 'number' || typeof value === 'boolean';
    return [{ path, problem: `must be text, not ${shown(value)}`, fix: isScalar ? `write "${value}" in quotes` : 'write it as one text' }];
  }
  if (!isLabel || LABEL_VALUE.pattern.test(value)) return [];
  return [{ path, problem: `${JSON.stringify(value)} is not ${LABEL_VALUE.what}`, fix: LABEL_VALUE.fix }];
}

const isTemplate = (value: unknown): boolean => typeof value === 'string' && value.includes('{{');

function shown(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'a map of keys' : JSON.stringify(value);
}
