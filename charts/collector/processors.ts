/** What is known of processors, by their names in a configuration. */
import { at, listAt, textAt } from '../../lib/yaml/parsed';

/** `otlp` of `otlp/tempo`. */
export const typeOf = (component: string): string => component.split('/')[0] ?? '';

/** Whether a processor is `k8sattributes`, or `k8s_attributes` from 0.146.0. */
export const isOfPods = (processor: string): boolean => /^k8s_?attributes(\/|$)/.test(processor);

/** Whether it finds the pod by the address of the connection. Without rules, it does. */
export function readsConnection(settings: unknown): boolean {
  const rules = listAt(settings, 'pod_association');
  const isConnection = (rule: unknown) => [rule, ...listAt(rule, 'sources')].some((source) => textAt(source, 'from') === 'connection');
  return rules.length === 0 || rules.some(isConnection);
}

/** Whether it reads the pods of all namespaces by the API of Kubernetes, with the ServiceAccount of the collector. */
export const readsAll = (settings: unknown): boolean =>
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

/**
 * What the settings of a memory limiter lack, without which no collector starts (`Validate` in internal/memorylimiter/config.go of the
 * collector); undefined if they are complete.
 */
export function lackOfLimiter(settings: unknown): string | undefined {
  const isSet = (key: string) => !/^0*(ms|s|m|h)?$/.test(textAt(settings, key) ?? '');
  if (!isSet('check_interval')) return 'check_interval';
  return isSet('limit_mib') || isSet('limit_percentage') ? undefined : 'limit_percentage';
}

/** The spike of a memory limiter that is not below its limit, with which no collector starts either; undefined if all are. */
export const spikeOfLimiter = (settings: unknown): { readonly spike: string; readonly limit: string } | undefined =>
  [
    { spike: 'spike_limit_mib', limit: 'limit_mib' },
    { spike: 'spike_limit_percentage', limit: 'limit_percentage' },
  ].find(({ spike, limit }) => {
    const [high, low] = [Number(textAt(settings, limit) ?? 0), Number(textAt(settings, spike) ?? 0)];
    return high > 0 && high <= low;
  });

/** Those that keep a part of the traces. */
export const SAMPLERS: readonly string[] = [TAIL_SAMPLING, 'probabilistic_sampler'];
