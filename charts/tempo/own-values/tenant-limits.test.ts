import { said, synthesizeText } from '../../../test/synthesis';

const warnings = (pinned: string, values: string) =>
  said(
    synthesizeText(`domain: example.org
gitops: {repoURL: "https://git.example.org/tracing.git"}
tempo:
  ${pinned}
  receivers: [otlp-grpc]
  storage: {bucket: traces, endpoint: s3.eu-west-1.amazonaws.com, region: eu-west-1}
  credentials: {existing: {}}
  values: ${values}
`),
    'warning',
  ).filter((line) => /single[- ]tenant/.test(line));

const LIMIT = '{ingestion_rate_limit_bytes: 5}';

test.each([
  [
    'chart: 2.26.2',
    `{per_tenant_overrides: {a: ${LIMIT}, b: {}}}`,
    'tempo.values.per_tenant_overrides: a and b have',
    'overrides.defaults',
  ],
  ['chart: 1.32.7', `{overrides: {a: ${LIMIT}}}`, 'tempo.values.overrides: a has', 'global_overrides'],
  ['chart: 1.4.8', `{overrides: "overrides: {a: ${LIMIT}}"}`, 'tempo.values.overrides: a has', 'global_overrides'],
  [
    'monolithic: 2.2.4',
    `{tempo: {per_tenant_overrides: {a: ${LIMIT}}}}`,
    'tempo.values.tempo.per_tenant_overrides: a has',
    'tempo.overrides.defaults',
  ],
  ['monolithic: 1.10.0', `{tempo: {overrides: {a: ${LIMIT}}}}`, 'tempo.values.tempo.overrides: a has', 'tempo.global_overrides'],
])('limits of a tenant that there is not have no effect: %s', (pinned, values, start, defaults) => {
  expect(warnings(pinned, values).map((line) => line.replace(/^\S+ /, ''))).toEqual([
    `${start} no effect, because without multitenancy the only tenant is single-tenant; set the limits in ${defaults} of tempo.values, or name single-tenant`,
  ]);
});

const misread = (where: string, what: string, wanted: string) =>
  `${where}: defaults has no effect, because ${what}; set the limits in ${wanted} of tempo.values`;

test.each([
  [
    'chart: 1.32.7',
    '{overrides: {defaults: {}}}',
    misread('tempo.values.overrides', 'overrides has the limits of single tenants before tempo-distributed 1.33.0', 'global_overrides'),
  ],
  [
    'monolithic: 1.18.2',
    `{tempo: {overrides: {defaults: ${LIMIT}}}}`,
    misread('tempo.values.tempo.overrides', 'overrides has the limits of single tenants before tempo 1.19.0', 'tempo.global_overrides'),
  ],
  [
    'chart: 2.26.2',
    `{per_tenant_overrides: {defaults: ${LIMIT}}}`,
    misread('tempo.values.per_tenant_overrides', 'per_tenant_overrides has the limits of single tenants', 'overrides.defaults'),
  ],
])('limits for all tenants have none among those of single tenants: %s', (pinned, values, message) => {
  expect(warnings(pinned, values).map((line) => line.replace(/^\S+ /, ''))).toEqual([message]);
});

test.each([
  ['chart: 2.26.2', `{per_tenant_overrides: {single-tenant: ${LIMIT}, "*": ${LIMIT}, a: null}}`],
  ['chart: 2.26.2', `{overrides: {defaults: {ingestion: {rate_limit_bytes: 5}}}}`],
  ['monolithic: 2.2.4', `{tempo: {overrides: {defaults: {ingestion: {rate_limit_bytes: 5}}}}}`],
])('those of the only tenant and of all have: %s %s', (pinned, values) => {
  expect(warnings(pinned, values)).toEqual([]);
});

test('those of the Tempo 2 of a migration are told at its values', () => {
  const pinned = `chart: 3.3.0
  releaseName: tempo-3
  kafka: {address: "kafka:9092"}
  migration: {from: 2.26.2, stage: side-by-side, values: {per_tenant_overrides: {a: ${LIMIT}}}}`;
  expect(warnings(pinned, '{}')).toEqual([
    expect.stringMatching(
      / tempo\.migration\.values\.per_tenant_overrides: a has .*; set the limits in overrides\.defaults of tempo\.migration\.values, or/,
    ),
  ]);
});
