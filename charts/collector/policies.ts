/** The policies of the processor tail_sampling, which ends with the collector if it does not know one. */
import type { Findings } from '../../lib/cluster-file/findings';
import { listed } from '../../lib/findings/listed';
import { nearest } from '../../lib/findings/nearest';
import { mapAt } from '../../lib/yaml/parsed';
import type { TailSamplingConfig } from './config';
import { COLLECTOR_RULES } from './rules';

/** In every release from the oldest one on (processor/tailsamplingprocessor/config.go of the collector's contrib repository). */
const TYPES = [
  ...['always_sample', 'and', 'boolean_attribute', 'composite', 'latency', 'numeric_attribute', 'ottl_condition', 'probabilistic'],
  ...['rate_limiting', 'span_count', 'status_code', 'string_attribute', 'trace_state'],
];

/** Newer ones. An older collector does not start with them. */
const NEWER = ['bytes_limiting', 'drop', 'not', 'trace_flags'];

/** An extension may bring types of its own, which are named like it. */
export function checkPolicies({ policies, values }: TailSamplingConfig, findings: Findings): void {
  const known = [...TYPES, ...NEWER, ...Object.keys(mapAt(values, 'alternateConfig', 'extensions'))];
  policies.forEach(({ type }, index) => {
    if (known.includes(type)) return;
    const near = nearest(type, known);
    const fix = near ? `did you mean ${near}?` : `use one of ${listed(TYPES)}`;
    const problem = `${JSON.stringify(type)} is not a type of policy, and the collector does not start with it`;
    findings.error(['collector', 'tailSampling', 'policies', index, 'type'], COLLECTOR_RULES.says('unknown-policy', problem, fix));
  });
}
