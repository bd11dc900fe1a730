/** The policies of the processor tail_sampling. With a mistake in one of them, the collector does not start. */
import type { Findings } from '../../lib/cluster-file/findings';
import { listed, listedOr } from '../../lib/findings/listed';
import { nearest } from '../../lib/findings/nearest';
import { compiled } from '../../lib/regular-expression';
import { at, isMap, listAt, mapAt, type Path } from '../../lib/yaml/parsed';
import { secondsOf } from '../tempo/retention/duration';
import type { TailSamplingConfig } from './config';
import { hasPlaceholder } from './configuration/placeholders';
import { COLLECTOR_RULES } from './rules';

type Kind = 'number' | 'text' | 'flag' | 'texts' | 'statuses' | 'mode' | 'policies' | 'policy' | 'maps';

const ATTRIBUTE = { key: 'text', invert_match: 'flag' } as const;

/** The fields below the key of each type, in the releases from contrib 0.115.0 to 0.158.0 (processor/tailsamplingprocessor/config.go). */
const FIELDS: Readonly<Record<string, Readonly<Record<string, Kind>>>> = {
  always_sample: {},
  and: { and_sub_policy: 'policies' },
  boolean_attribute: { ...ATTRIBUTE, value: 'flag' },
  composite: {
    ...{ max_total_spans_per_second: 'number', policy_order: 'texts' },
    ...{ composite_sub_policy: 'policies', rate_allocation: 'maps' },
  },
  latency: { threshold_ms: 'number', upper_threshold_ms: 'number' },
  numeric_attribute: { ...ATTRIBUTE, min_value: 'number', max_value: 'number' },
  ottl_condition: { error_mode: 'mode', span: 'texts', spanevent: 'texts' },
  probabilistic: { hash_salt: 'text', sampling_percentage: 'number' },
  rate_limiting: { spans_per_second: 'number', burst_capacity: 'number' },
  span_count: { min_spans: 'number', max_spans: 'number' },
  status_code: { status_codes: 'statuses' },
  string_attribute: { ...ATTRIBUTE, values: 'texts', enabled_regex_matching: 'flag', cache_max_size: 'number' },
  trace_state: { key: 'text', values: 'texts' },
};

/** Of newer releases. An older collector does not start with them. */
const NEWER: typeof FIELDS = {
  bytes_limiting: { bytes_per_second: 'number', burst_capacity: 'number' },
  drop: { drop_sub_policy: 'policies' },
  not: { not_sub_policy: 'policy' },
  trace_flags: {},
};

const ALL = { ...FIELDS, ...NEWER };

/** One of these fields, without which the collector does not start. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  status_code: ['status_codes'],
  ottl_condition: ['span', 'spanevent'],
  not: ['not_sub_policy'],
};

/** The types with policies of their own that a policy below a field may have. Others of these are only at the top. */
const NESTING: Readonly<Record<string, readonly string[]>> = {
  and_sub_policy: ['not'],
  composite_sub_policy: ['and'],
  drop_sub_policy: ['not'],
  not_sub_policy: [],
};
const WITH_POLICIES = ['and', 'composite', 'drop', 'not'];

const STATUSES: readonly unknown[] = ['OK', 'ERROR', 'UNSET'];
const ANY_STATUS = 'OK, ERROR or UNSET';
const MODES: readonly unknown[] = ['ignore', 'propagate', 'silent'];

/** What a value must be, and whether it is. */
const KINDS: Readonly<Record<Kind, { readonly title: string; readonly fits: (value: unknown) => boolean }>> = {
  number: { title: 'a number', fits: (value) => typeof value === 'number' },
  text: { title: 'a text', fits: (value) => typeof value === 'string' },
  flag: { title: 'true or false', fits: (value) => typeof value === 'boolean' },
  texts: { title: 'a list of texts', fits: (value) => isListOf(value, (item) => typeof item === 'string') },
  statuses: {
    title: `a list of ${ANY_STATUS}`,
    fits: (value) => isListOf(value, (item) => STATUSES.includes(item)) && (value as unknown[]).length > 0,
  },
  mode: { title: 'ignore, propagate or silent', fits: (value) => MODES.includes(value) },
  policies: { title: 'a list of policies', fits: (value) => isListOf(value, isMap) },
  policy: { title: 'a policy', fits: isMap },
  maps: { title: 'a list of maps', fits: (value) => isListOf(value, isMap) },
};

const isListOf = (value: unknown, fits: (item: unknown) => boolean): boolean => Array.isArray(value) && value.every(fits);

/** An extension may bring types of its own, which are named like it. @returns the configuration, with each name once */
export function checkPolicies(config: TailSamplingConfig, findings: Findings): TailSamplingConfig {
  const { policies, values } = config;
  const path = ['collector', 'tailSampling', 'policies'];
  const extensions = Object.keys(mapAt(values, 'alternateConfig', 'extensions'));
  checkWait(config, findings);
  const isFirst = (policy: { readonly name: string }, index: number) => policies.findIndex(({ name }) => name === policy.name) === index;
  policies.forEach((policy, index) => {
    checkPolicy(policy, [...path, index], { findings, extensions });
    if (isFirst(policy, index)) return;
    const problem = `${JSON.stringify(policy.name)} is also the name of another policy, and the collector does not start with both`;
    findings.error([...path, index, 'name'], COLLECTOR_RULES.says('policy-field', problem, 'use another name'));
  });
  return { ...config, policies: policies.filter(isFirst) };
}

/** Longer than any trace that is worth waiting for, in seconds. */
const LONG_WAIT = 15 * 60;

function checkWait({ decisionWait }: TailSamplingConfig, findings: Findings): void {
  if ((secondsOf(decisionWait) ?? 0) <= LONG_WAIT) return;
  const problem = `keeps all spans of ${decisionWait} in memory`;
  const path = ['collector', 'tailSampling', 'decisionWait'];
  findings.warning(path, COLLECTOR_RULES.says('policy-value', problem, 'use seconds or a few minutes, e.g. 30s'));
}

const NO_START = 'and the collector does not start with it';

interface Context {
  readonly findings: Findings;
  readonly extensions: readonly string[];
}

/** @param below the field with the policies of which it is one. @default it is one of the processor */
function checkPolicy(policy: unknown, path: Path, context: Context, below?: string): void {
  const { findings, extensions } = context;
  const type = at(policy, 'type');
  const known = [...Object.keys(ALL), ...extensions];
  if (typeof type !== 'string' || !known.includes(type)) {
    const near = typeof type === 'string' ? nearest(type, known) : undefined;
    const fix = near ? `did you mean ${near}?` : `use one of ${listed(Object.keys(FIELDS))}`;
    const problem = `${JSON.stringify(type) ?? 'nothing'} is not a type of policy, ${NO_START}`;
    findings.error([...path, 'type'], COLLECTOR_RULES.says('unknown-policy', problem, fix));
    return;
  }
  const says = (place: Path, problem: string, fix: string) => findings.error(place, COLLECTOR_RULES.says('policy-field', problem, fix));
  if (below !== undefined && WITH_POLICIES.includes(type) && NESTING[below]?.includes(type) === false)
    says([...path, 'type'], `${type} is not a type for ${below}, ${NO_START}`, 'use another type');
  const fields = at(policy, type);
  if (fields !== undefined && fields !== null && !isMap(fields))
    says([...path, type], `${JSON.stringify(fields)} is not a map of keys, ${NO_START}`, 'use a map of keys');
  for (const key of Object.keys(mapAt(policy))) checkKey(key, type, [...path, key], known, findings);
  for (const [name, value] of Object.entries(mapAt(policy, type))) checkField(name, value, ALL[type], [...path, type, name], context);
  const needed = NEEDED[type];
  if (needed?.every((field) => at(fields, field) === undefined)) {
    const problem = `needs ${listedOr(needed.map((field) => `${type}.${field}`))}, and the collector does not start without it`;
    says([...path, 'type'], problem, type === 'status_code' ? `list ${ANY_STATUS} there` : 'set it');
  }
  checkExpressions(mapAt(policy, type), type, [...path, type, 'values'], findings);
}

/** A key beside the type. Newer collectors start with an unknown map, and take all defaults of the type. */
function checkKey(key: string, type: string, path: Path, known: readonly string[], findings: Findings): void {
  const keys = ['name', 'type', ...known];
  if (keys.includes(key)) return;
  const isField = Object.hasOwn(ALL[type] ?? {}, key);
  const near = isField ? undefined : nearest(key, keys);
  const fix = near ? `did you mean ${near}?` : isField ? `write it below ${type}` : 'remove it';
  const problem = 'is not a key of a policy, so the collector ignores it, or does not start';
  findings.errorAtKey(path, COLLECTOR_RULES.says('policy-field', problem, fix));
}

/** The values of attributes, if they are regular expressions. */
function checkExpressions(fields: Readonly<Record<string, unknown>>, type: string, path: Path, findings: Findings): void {
  if (type !== 'string_attribute' || fields.enabled_regex_matching !== true) return;
  for (const [index, value] of listAt(fields, 'values').entries()) {
    if (typeof value !== 'string' || OF_GO.test(value) || !(compiled(withoutFlags(value)) instanceof SyntaxError)) continue;
    const problem = `${JSON.stringify(value)} is not a regular expression, ${NO_START}`;
    findings.error([...path, index], COLLECTOR_RULES.says('policy-field', problem, 'correct it'));
  }
}

/** Characters by their number and quoted parts, which only Go has, are not judged. */
const OF_GO = /\\(x\{|Q)/;

/** Flags and names of groups are written differently in Go. */
const withoutFlags = (expression: string): string =>
  expression.replace(/\(\?[imsU-]+(:|\))/g, (_, end) => (end === ':' ? '(?:' : '')).replace(/\(\?P</g, '(?<');

/** @param fields those of the type; undefined for that of an extension */
function checkField(name: string, value: unknown, fields: Readonly<Record<string, Kind>> | undefined, path: Path, context: Context): void {
  const kind = fields && Object.hasOwn(fields, name) ? fields[name] : undefined;
  // The collector puts in the value.
  const isLater = kind !== undefined && hasPlaceholder(value);
  const mistake = fields && !isLater && mistakeIn(name, value, fields, kind);
  if (mistake) {
    const problem = `${mistake.problem}, ${NO_START}`;
    context.findings.error(path, COLLECTOR_RULES.says('policy-field', problem, mistake.fix));
  } else if (name === 'sampling_percentage' && ((value as number) > 100 || (value as number) < 0)) {
    const problem = `${value} is not a share of all traces`;
    context.findings.warning(path, COLLECTOR_RULES.says('policy-value', problem, 'use 0 to 100'));
  } else if (kind === 'policy') checkPolicy(value, path, context, name);
  else if (kind === 'policies' && Array.isArray(value))
    for (const [index, policy] of value.entries()) checkPolicy(policy, [...path, index], context, name);
}

function mistakeIn(name: string, value: unknown, fields: Readonly<Record<string, Kind>>, kind: Kind | undefined) {
  if (!kind) {
    const near = nearest(name, Object.keys(fields));
    return { problem: 'unknown key', fix: near ? `did you mean ${near}?` : `use one of ${listed(Object.keys(fields))}` };
  }
  const { title, fits } = KINDS[kind];
  return fits(value) ? undefined : { problem: `${JSON.stringify(value)} is not ${title}`, fix: `use ${title}` };
}
