import { load } from 'js-yaml';
import type { Synthesis } from '../../synthesis/cluster-output';
import { objectsIn, readTestFile, said, synthesizeText } from '../../test/synthesis';
import { expanded } from './provisioning';

const LOKI = /loki:\n.*\n/;

/** The seed with further keys of grafana.loki, one per line. */
const withLoki = (keys: readonly string[], via = 'values') =>
  synthesizeText(
    readTestFile('clusters/seed.yaml').replace(
      LOKI,
      () => `loki:\n${['url: http://loki', ...keys].map((key) => `    ${key}\n`).join('')}  via: ${via}\n`,
    ),
  );

const FIELD = "{ name: traceID, matcherRegex: 'trace=(\\w+)$' }";
const LABEL = '{ name: id, matcherType: label, matcherRegex: trace_id }';

interface Source {
  readonly type: string;
  readonly jsonData: unknown;
  readonly secureJsonData: unknown;
}

/** The data sources in any form. */
function sourcesIn(synthesis: Synthesis): Source[] {
  const values = synthesis.files.get('test/values/kube-prometheus-stack.yaml');
  if (values) return (load(values) as { grafana: { additionalDataSources: Source[] } }).grafana.additionalDataSources;
  return objectsIn(synthesis, 'grafana.k8s.yaml').flatMap(({ spec, data }) =>
    data ? (load(data['tracing.yaml'] ?? '') as { datasources: Source[] }).datasources : [spec.datasource as Source],
  );
}

describe("Loki's data source", () => {
  test.each(['values', 'sidecar', 'operator'])('has tenant and derived fields beside the one for Traefik, via %s', (via) => {
    const synthesis = withLoki(['tenant: team-a', `derivedFields: [${FIELD}, ${LABEL}]`], via);
    const value = via === 'operator' ? '${__value.raw}' : '$${__value.raw}';
    const [loki] = sourcesIn(synthesis).filter(({ type }) => type === 'loki');

    expect(loki?.secureJsonData).toEqual({ httpHeaderValue1: 'team-a' });
    expect(loki?.jsonData).toEqual({
      httpHeaderName1: 'X-Scope-OrgID',
      derivedFields: [
        expect.objectContaining({ name: 'TraceID', url: value }),
        { name: 'traceID', datasourceUid: 'tempo', matcherRegex: via === 'operator' ? 'trace=(\\w+)$' : 'trace=(\\w+)$$', url: value },
        { name: 'id', datasourceUid: 'tempo', matcherType: 'label', matcherRegex: 'trace_id', url: value },
      ],
    });
  });

  test('needs releases that read labels', () => {
    const [plain] = withLoki([`derivedFields: [${LABEL}]`]).clusters;
    const [expression] = withLoki(["derivedFields: [{ name: id, matcherType: label, matcherRegex: 'trace_?id' }]", 'tenant: a|b']).clusters;

    expect(plain?.requirements).toContain('Grafana 10.3 or newer, for matcherType: label');
    expect(expression?.requirements).toEqual(
      expect.arrayContaining([
        'Grafana 11.5 or newer, for matcherType: label',
        'Loki with multi_tenant_queries_enabled, for the tenants a|b',
      ]),
    );
  });

  test.each([
    ["{ name: a, matcherRegex: 'id=(' }", /not a valid regular expression of JavaScript \(.*\); correct it$/],
    ["{ name: a, matcherRegex: '(?P<id>\\w+)' }", /not a valid regular expression/],
    ["{ name: a, matcherRegex: 'id=\\w+' }", /has no group that captures the trace id; put parentheses around it/],
    ["{ name: a, matcherRegex: '(id|trace)=(\\w+)' }", /has 2 groups, and Grafana takes the first; keep one, and write the others as/],
    ['{ name: a, matcherType: label, matcherRegex: \'"id":(\\w+)\' }', /matches no name of a label.*; use the name/],
    [
      "{ name: TraceID, matcherRegex: '(a)' }",
      /TraceID is also the name of the derived field for the log lines of Traefik; use a different one/,
    ],
    [
      "{ name: a, matcherRegex: '(a)' }, { name: a, matcherRegex: '(b)' }",
      /a is also the name of another derived field; use a different one/,
    ],
    ["{ name: a, matcherRegex: '{{(a)' }", /contains \{\{, which Helm reads as a template; write \[\{\]\{/],
    ['{ name: a, matcherType: json, matcherRegex: a }', /matcherType/],
  ])('refuses %s', (fields, message) => {
    expect(said(withLoki([`derivedFields: [${fields}]`]))).toEqual([expect.stringMatching(message)]);
  });

  test.each(["'a b'", '..', 'a|', '""', 'a/b'])('refuses the tenant %s', (tenant) => {
    expect(said(withLoki([`tenant: ${tenant}`]))).toEqual([expect.stringContaining('is not a tenant of Loki; use letters, digits and')]);
  });

  test.each(['a|b-1', "'1'", "a.b_c!*'()"])('accepts the tenant %s', (tenant) => {
    expect(said(withLoki([`tenant: ${tenant.includes("'(") ? JSON.stringify(tenant) : tenant}`]))).toEqual([]);
  });
});

test('links without Traefik are links', () => {
  const text = readTestFile('clusters/seed.yaml').replace('traefik:\n  chart: 27.0.2\n', '');
  const linked = synthesizeText(
    text.replace(LOKI, () => `loki:\n    url: http://loki\n    derivedFields: [${FIELD.replace('traceID', 'TraceID')}]\n`),
  );

  expect(said(linked)).toEqual([]);
  expect(said(linked, 'note').join()).not.toContain('grafana.loki');
});

test.each([
  ['a$$b', 'a$b'],
  ['$$$${x}', '$${x}'],
  ['a$)', 'a$)'],
  ['${x}a$b', 'a'],
  ['$12', '2'],
])('Grafana reads %s as %s', (text, read) => {
  expect(expanded(text)).toBe(read);
});
