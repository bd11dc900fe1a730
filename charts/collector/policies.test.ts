import { said, synthesizeStorage } from '../../test/synthesis';
import { collectorReleases } from './releases';

const stack = (policies: string, more = '', collector = '') =>
  synthesizeStorage('endpoint: s3.example.org', {
    receivers: 'otlp-http',
    more: `collector: {chart: ${collectorReleases.newest}, tailSampling: {policies: [${policies}]${more}}${collector}}`,
  });
const refusals = (policies: string, more = '') => said(stack(policies, more), 'error');

test.each([
  [
    '{name: a, type: probabilistic, probabilistic: {sampling_percentage: 1000}}',
    '',
    /sampling_percentage: 1000 is not a share of all traces; use 0 to 100$/,
  ],
  [
    '{name: a, type: always_sample}',
    ', decisionWait: 30h',
    /decisionWait: keeps all spans of 30h in memory; use seconds or a few minutes, e\.g\. 30s$/,
  ],
])('a number of another unit is a warning: %s%s', (policy, more, message) => {
  expect(said(stack(policy, more), 'warning')).toEqual([expect.stringMatching(message)]);
  expect(refusals(policy, more)).toEqual([]);
});

test('numbers in their usual range are fine', () => {
  const policy = '{name: a, type: probabilistic, probabilistic: {sampling_percentage: 100}}';

  expect(said(stack(policy, ', decisionWait: 5m'), 'warning')).toEqual([]);
});

test('metrics without a path are a warning', () => {
  const metrics = (url: string) => said(stack('{name: a, type: always_sample}', '', `, spanMetrics: {remoteWrite: "${url}"}`), 'warning');

  expect(metrics('http://prometheus.monitoring.svc:9090')).toEqual([
    expect.stringMatching(/spanMetrics\.remoteWrite: has no path, .*api\/v1\/write for Prometheus$/),
  ]);
  expect(metrics('http://mimir.monitoring.svc:8080/api/v1/push')).toEqual([]);
});

describe('a policy', () => {
  const typed = (type: string, more = '') => refusals(`{name: a, type: ${type}}`, more);

  test('has a type that the collector knows', () => {
    expect(typed('status-code')).toEqual([
      expect.stringMatching(
        /:9:\d+ collector\.tailSampling\.policies\.type: "status-code" is not a type of policy, .*; did you mean status_code\?$/,
      ),
    ]);
    expect(typed('bogus')).toEqual([expect.stringMatching(/; use one of always_sample, and, .* and trace_state$/)]);
  });

  test('may have a newer type, or that of an extension', () => {
    for (const type of ['always_sample', 'trace_flags', 'drop']) expect(typed(type)).toEqual([]);
    expect(typed('bogus', ', values: {alternateConfig: {extensions: {bogus: {}}}}')).toEqual([]);
  });

  test.each([
    [
      'type: probabilistic, probabilistic: {sampling_percent: 10}',
      /probabilistic\.sampling_percent: unknown key, .*; did you mean sampling_percentage\?$/,
    ],
    [
      'type: latency, latency: {threshold_ms: 5s}',
      /latency\.threshold_ms: "5s" is not a number, and the collector does not start with it; use a number$/,
    ],
    [
      'type: status_code, status_code: {status_codes: [FAIL]}',
      /status_codes: \["FAIL"\] is not a list of OK, ERROR or UNSET, .*; use a list of OK, ERROR or UNSET$/,
    ],
    [
      'type: status_code',
      /policies\.type: needs status_code\.status_codes, and the collector does not start without it; list OK, ERROR or UNSET there$/,
    ],
    [
      'type: and, and: {and_sub_policy: [{name: b, type: latenc}]}',
      /and_sub_policy\.type: "latenc" is not a type of policy, .*; did you mean latency\?$/,
    ],
    [
      'type: not, not: {not_sub_policy: {name: b, type: latency, latency: {threshold: 1}}}',
      /latency\.threshold: unknown key, .*; did you mean threshold_ms\?$/,
    ],
    [
      'type: latency, threshold_ms: 500',
      /policies\.threshold_ms: is not a key of a policy, so the collector ignores it, or does not start; write it below latency$/,
    ],
    ['type: latency, latncy: {threshold_ms: 500}', /policies\.latncy: is not a key of a policy, .*; did you mean latency\?$/],
    [
      'type: latency, latency: 5',
      /policies\.latency: 5 is not a map of keys, and the collector does not start with it; use a map of keys$/,
    ],
    ['type: not, not: {}', /policies\.type: needs not\.not_sub_policy, and the collector does not start without it; set it$/],
    [
      'type: ottl_condition, ottl_condition: {error_mode: ignore}',
      /policies\.type: needs ottl_condition\.span or ottl_condition\.spanevent, .*; set it$/,
    ],
    [
      'type: ottl_condition, ottl_condition: {error_mode: ingore, span: ["true"]}',
      /error_mode: "ingore" is not ignore, propagate or silent, .*; use ignore, propagate or silent$/,
    ],
    [
      'type: string_attribute, string_attribute: {key: k, enabled_regex_matching: true, values: [ok, "^(a$"]}',
      /string_attribute\.values: "\^\(a\$" is not a regular expression, and the collector does not start with it; correct it$/,
    ],
    [
      'type: and, and: {and_sub_policy: [{name: b, type: and, and: {and_sub_policy: []}}]}',
      /and_sub_policy\.type: and is not a type for and_sub_policy, and the collector does not start with it; use another type$/,
    ],
    [
      'type: composite, composite: {composite_sub_policy: [{name: b, type: not, not: {not_sub_policy: {name: c, type: always_sample}}}]}',
      /composite_sub_policy\.type: not is not a type for composite_sub_policy, .*; use another type$/,
    ],
    [
      'type: drop, drop: {drop_sub_policy: [{name: b, type: drop, drop: {drop_sub_policy: []}}]}',
      /drop_sub_policy\.type: drop is not a type for drop_sub_policy, /,
    ],
    [
      'type: always_sample}, {name: a, type: drop',
      /:9:\d+ collector\.tailSampling\.policies\.name: "a" is also the name of another policy, and the collector does not start with both; use another name$/,
    ],
  ])('is refused where the collector does not start with it: %s', (policy, expected) => {
    expect(refusals(`{name: a, ${policy}}`)).toEqual([expect.stringMatching(expected)]);
  });

  test.each([
    'type: composite, composite: {max_total_spans_per_second: 9, policy_order: [b], composite_sub_policy: [{name: b, type: always_sample}], rate_allocation: [{policy: b, percent: 50}]}',
    'type: string_attribute, string_attribute: {key: k, values: [v], enabled_regex_matching: true, cache_max_size: 10, invert_match: true}',
    'type: ottl_condition, ottl_condition: {error_mode: ignore, span: ["true"]}',
    'type: status_code, status_code: {status_codes: [ERROR, UNSET]}',
    'type: numeric_attribute, numeric_attribute: {key: k, min_value: 50, max_value: 100}',
    'type: string_attribute, string_attribute: {key: k, enabled_regex_matching: true, values: ["(?i)^get (?P<path>/.*)$", "[[:alpha:]]+"]}',
    'type: string_attribute, string_attribute: {key: k, values: ["^(a$"]}',
    "type: string_attribute, string_attribute: {key: k, enabled_regex_matching: true, values: ['[\\x{4e00}-\\x{9fff}]+', '\\Qa(b\\E']}",
    'type: ottl_condition, ottl_condition: {error_mode: "${env:MODE}", span: ["true"]}',
    'type: latency, latency: {threshold_ms: "${env:LIMIT}"}',
    'type: composite, composite: {composite_sub_policy: [{name: b, type: and, and: {and_sub_policy: [{name: c, type: latency, latency: {threshold_ms: 1}}]}}]}',
    'type: and, and: {and_sub_policy: [{name: b, type: not, not: {not_sub_policy: {name: c, type: always_sample}}}]}',
    'type: drop, drop: {drop_sub_policy: [{name: b, type: not, not: {not_sub_policy: {name: c, type: always_sample}}}]}',
    'type: latency, latency: {threshold_ms: 1}, probabilistic: {sampling_percentage: 10}',
  ])('is as the collector reads it: %s', (policy) => {
    expect(refusals(`{name: a, ${policy}}`)).toEqual([]);
  });
});
