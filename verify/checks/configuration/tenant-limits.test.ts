/** Limits of single tenants, which inherit nothing. */
import { dump } from 'js-yaml';
import { sentence } from '../../../lib/findings/sentence';
import { worldOf } from '../../../test/world';
import { checkTenantLimits } from './tenant-limits';

function said(limits: object | string, config: object = {}, args: readonly string[] = []): string[] {
  const metadata = { name: 'tempo', namespace: 'tracing' };
  const overrides = { per_tenant_override_config: '/conf/overrides.yaml', ...(config as { overrides?: object }).overrides };
  const data = {
    'tempo.yaml': dump({ distributor: {}, ...config, overrides }),
    'overrides.yaml': typeof limits === 'string' ? limits : dump({ overrides: limits }),
  };
  const container = {
    ...{ name: 'tempo', image: 'grafana/tempo:2.10.5', args: ['-config.file=/conf/tempo.yaml', ...args] },
    volumeMounts: [{ name: 'conf', mountPath: '/conf' }],
  };
  const spec = { template: { spec: { containers: [container], volumes: [{ name: 'conf', configMap: { name: 'tempo' } }] } } };
  const { world, tempos } = worldOf(
    [
      { apiVersion: 'v1', kind: 'ConfigMap', metadata, data },
      { apiVersion: 'apps/v1', kind: 'Deployment', metadata, spec },
    ]
      .map((object) => JSON.stringify(object))
      .join('\n---\n'),
  );
  return tempos.flatMap((tempo) => checkTenantLimits(tempo, world)).map(sentence);
}

const RATE = { rate_limit_bytes: 5, burst_size_bytes: 5 };
const FEW = { ingestion: { max_traces_per_user: 50_000 } };
const FIX = 'add them, or set the limits in overrides.defaults of the configuration';
const lacking = (tenant: string, whom: string, fix = FIX) =>
  `ConfigMap tempo (overrides.yaml): overrides.${tenant} replaces all defaults for ${whom} and lacks ingestion.rate_limit_bytes and ingestion.burst_size_bytes, so Tempo refuses its traces; ${fix}`;

test('limits of the only tenant without a rate refuse its traces', () => {
  for (const tenant of ['*', 'single-tenant']) expect(said({ [tenant]: FEW })).toEqual([lacking(tenant, 'the only tenant')]);
  expect(said({ '*': {} })).toEqual([lacking('*', 'the only tenant')]);
  expect(said({ '*': { ingestion: { rate_limit_bytes: 5 } } })).toEqual([
    expect.stringContaining('lacks ingestion.burst_size_bytes, so Tempo refuses its traces; add it, or '),
  ]);
});

test('limits of the other format are read too', () => {
  const [found] = said({ '*': { max_traces_per_user: 50_000 } });
  expect(found).toContain('lacks ingestion_rate_limit_bytes and ingestion_burst_size_bytes');
  expect(found).toMatch(/set the limits in overrides of the configuration$/);
  expect(said({ '*': { ingestion_rate_limit_bytes: 5, ingestion_burst_size_bytes: 5 } })).toEqual([]);
});

test('an unknown field beside groups does not make them the other format', () => {
  for (const unknown of [{ max_trace: 5 }, { processors: ['span-metrics'] }, { ingestion_rate: 1, forwarders: ['a'] }]) {
    expect(said({ '*': { ingestion: RATE, ...unknown } })).toEqual([]);
    expect(said({ '*': { ...FEW, ...unknown } })).toEqual([lacking('*', 'the only tenant')]);
  }
  expect(said({ '*': { cost_attribution: { max_cardinality: 5 }, ingestion_rate_limit_bytes: 5, ingestion_burst_size_bytes: 5 } })).toEqual(
    [],
  );
});

test('limits without processors turn off the metrics, if there are any', () => {
  const config = { overrides: { defaults: { metrics_generator: { processors: ['span-metrics'] } } } };
  expect(said({ '*': { ingestion: RATE } }, config)).toEqual([
    'ConfigMap tempo (overrides.yaml): overrides.* replaces all defaults for the only tenant and lacks metrics_generator.processors, so the metrics-generator makes no metrics; add it, or set the limits in overrides.defaults of the configuration',
  ]);
  expect(said({ '*': { ingestion: RATE, metrics_generator: { processors: ['service-graphs'] } } }, config)).toEqual([]);
  expect(said({ '*': { ingestion: RATE } })).toEqual([]);
});

test('limits that Tempo does not look up, or that are complete or may be, pass', () => {
  expect(said({ '*': FEW, 'single-tenant': { ingestion: RATE } })).toEqual([]);
  expect(said({ '*': null })).toEqual([]);
  expect(said({ '*': { ingestion: { rate_limit_bytes: '${RATE}', burst_size_bytes: '${BURST}' } } })).toEqual([]);
  expect(said({ '*': FEW }, {}, ['-target=querier'])).toEqual([]);
  expect(said('overrides: [')).toEqual([]);
});

test('limits of a tenant that there is not have no effect', () => {
  const unused = (what: string, where: string) =>
    `ConfigMap tempo (overrides.yaml): ${what} no effect, because without multitenancy the only tenant is single-tenant; set the limits in ${where} of tempo.yaml, or name single-tenant`;
  expect(said({ defaults: { global: { max_bytes_per_trace: 5 } } })).toEqual([
    'ConfigMap tempo (overrides.yaml): overrides.defaults has no effect, because this file has the limits of single tenants; set the limits in overrides.defaults of tempo.yaml',
  ]);
  expect(said({ defaults: FEW, a: FEW })).toEqual([
    unused('overrides.a has', 'overrides.defaults'),
    expect.stringContaining('(overrides.yaml): overrides.defaults has no effect, because this file has'),
  ]);
  expect(said({ a: { max_traces_per_user: 5 }, b: FEW, '*': { ingestion: RATE } })).toEqual([
    unused('overrides.a and overrides.b have', 'overrides'),
  ]);
  expect(said({ a: FEW }, { multitenancy_enabled: true })).toEqual([lacking('a', 'that tenant')]);
});

test('with multitenancy, limits for all tenants are those of no tenant', () => {
  expect(said({ defaults: FEW, a: { ingestion: RATE } }, { multitenancy_enabled: true })).toEqual([
    'ConfigMap tempo (overrides.yaml): overrides.defaults has no effect, because this file has the limits of single tenants; set the limits in overrides.defaults of tempo.yaml',
  ]);
});

test('with multitenancy, all tenants are looked up', () => {
  const limits = { other: FEW, '*': FEW, complete: { ingestion: RATE } };
  expect(said(limits, { multitenancy_enabled: true })).toEqual([lacking('other', 'that tenant'), lacking('*', 'every other tenant')]);
});
