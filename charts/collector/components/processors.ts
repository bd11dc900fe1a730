/** What is known of processors, by their names in a configuration. */
import { at, listAt, textAt } from '../../../lib/yaml/parsed';

/** `otlp` of `otlp/tempo`. */
export const typeOf = (component: string): string => component.split('/')[0] ?? '';

/** The same without underscores, which only some names of one type have: `k8sattributes` of `k8s_attributes/pods`. */
export const plainTypeOf = (component: string): string => typeOf(component).replaceAll('_', '');

/** Whether a processor is `k8sattributes`, or `k8s_attributes` from 0.146.0. */
export const isOfPods = (processor: string): boolean => /^k8s_?attributes(\/|$)/.test(processor);

/** Whether it finds the pod by the address of the connection. Without rules, it does. */
export function readsConnection(settings: unknown): boolean {
  const rules = listAt(settings, 'pod_association');
  const isConnection = (rule: unknown) => [rule, ...listAt(rule, 'sources')].some((source) => textAt(source, 'from') === 'connection');
  return rules.length === 0 || rules.some(isConnection);
}

/** Whether it reads the pods of all namespaces by the API of Kubernetes, with the ServiceAccount of the collector. */
export const readsAllPods = (settings: unknown): boolean =>
  (textAt(settings, 'auth_type') ?? 'serviceAccount') === 'serviceAccount' &&
  textAt(settings, 'filter', 'namespace') === undefined &&
  at(settings, 'passthrough') !== true;

export const TAIL_SAMPLING = 'tail_sampling';

/** Those that put spans of several connections together. */
const FORGETFUL: readonly string[] = ['batch', 'groupbytrace', TAIL_SAMPLING];

/** The first of the processors after which the address of the sender is lost, if a processor later reads it; undefined if none does. */
export function lateIn(
  processors: readonly string[],
  settingsOf: (processor: string) => unknown,
): { readonly late: string; readonly before: string } | undefined {
  const index = processors.findIndex(isOfPods);
  const late = processors[index];
  const before = processors.slice(0, Math.max(index, 0)).find((each) => FORGETFUL.includes(typeOf(each)));
  return late === undefined || before === undefined || !readsConnection(settingsOf(late)) ? undefined : { late, before };
}

export const MEMORY_LIMITER = 'memory_limiter';

/** Those that keep a part of the traces. */
export const SAMPLERS: readonly string[] = [TAIL_SAMPLING, 'probabilistic_sampler'];
