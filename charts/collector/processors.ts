/** What is known of processors, by their names in a configuration. */
import { listAt, textAt } from '../../lib/yaml/parsed';

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

/** Those that keep a part of the traces. */
export const SAMPLERS: readonly string[] = [TAIL_SAMPLING, 'probabilistic_sampler'];
