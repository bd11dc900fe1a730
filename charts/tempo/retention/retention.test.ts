import { load } from 'js-yaml';
import { at } from '../../../lib/yaml/parsed';
import { ofComponent, said, synthesizeCluster, synthesizeText } from '../../../test/synthesis';
import type { Values } from '../../helm-values/user-values';
import { distributedReleases, monolithicReleases } from '../releases';
import { retentionOf } from './retention';

const COMPACTOR = ['compactor', 'config', 'compaction', 'block_retention'];
const SCHEDULER = ['backendScheduler', 'config', 'provider', 'compaction', 'compaction', 'block_retention'];

/** A cluster file with `tempo.retention`. */
const withRetention = (release: string, more = '') => `
domain: example.org
gitops: {repoURL: https://git.example.org/tracing.git}
tempo:
  ${release}
  receivers: [otlp-grpc]
  storage: {bucket: traces, endpoint: s3.example.org}
  credentials: {existing: {}}
  retention: 333h
${more}`;

const valuesOf = (text: string) => load(ofComponent(synthesizeText(text), 'Application', 'tempo').spec.sources[0].helm.values) as Values;

/** Every path in the values that ends with the retention. */
const placesIn = (value: unknown, path = ''): string[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, child]) => placesIn(child, path ? `${path}/${key}` : key))
    : value === '333h'
      ? [path]
      : [];

describe('tempo.retention', () => {
  const scheduler = '  values: {backendScheduler: {enabled: true}}\n';
  const kafka = '  kafka: {address: "kafka:9092"}\n';
  test.each([
    ['chart: 0.27.0', '', COMPACTOR],
    ['chart: 1.40.0', '', COMPACTOR],
    ['chart: 2.26.2', '', COMPACTOR],
    ['chart: 2.17.0', scheduler, SCHEDULER],
    ['chart: 2.26.2', scheduler, SCHEDULER],
    ['chart: 3.3.0', kafka, SCHEDULER],
    ['monolithic: 0.16.5', '', ['tempo', 'extraArgs', 'compactor.compaction.block-retention']],
    ['monolithic: 0.16.6', '', ['tempo', 'retention']],
    ['monolithic: 2.2.4', '', ['tempo', 'retention']],
  ])('is set once, where Tempo reads it: %s %s', (release, more, path) => {
    const values = valuesOf(withRetention(release, more));

    expect(at(values, ...path)).toBe('333h');
    expect(placesIn(values)).toEqual([path.join('/')]);
  });

  test('keeps the flags of this stack beside its own', () => {
    expect(at(valuesOf(withRetention('monolithic: 0.16.5')), 'tempo', 'extraArgs')).toEqual({
      'config.expand-env': true,
      'compactor.compaction.block-retention': '333h',
    });
  });

  test.each([
    ['chart: 2.26.2', 'compactor: {config: {compaction: {block_retention: 24h}}}'],
    ['chart: 2.26.2', 'tempo: {structuredConfig: {compactor: {compaction: {block_retention: 24h}}}}'],
    ['chart: 2.26.2', 'per_tenant_overrides: {single-tenant: {compaction: {block_retention: 24h}}}'],
    ['chart: 2.26.2', 'backendScheduler: {enabled: true}, backendWorker: {config: {compaction: {block_retention: 24h}}}'],
    ['monolithic: 2.2.4', 'tempo: {retention: 24h}'],
    ['monolithic: 2.2.4', 'tempo: {extraArgs: {compactor.compaction.block-retention: 24h}}'],
    ['monolithic: 0.16.5', 'tempo: {extraArgs: {compactor.compaction.block-retention: 24h}}'],
  ])('is not set a second time, by %s with %s', (release, values) => {
    expect(said(synthesizeText(withRetention(release, `  values: {${values}}\n`)))).toEqual([
      expect.stringMatching(
        /^clusters\/test\.yaml:10:\d+ tempo\.values\.\S+: (".+" )?is managed by this stack; remove it, and set tempo\.retention$/,
      ),
    ]);
  });

  test('is not removed by a null above it', () => {
    expect(said(synthesizeText(withRetention('chart: 2.26.2', '  values: {compactor: {config: null}}\n')))).toEqual([
      'clusters/test.yaml:10:32 tempo.values.compactor.config: null removes compactor.config.compaction.block_retention too, which is managed by this stack; remove this null, or write {}',
    ]);
  });

  test('does not forbid to stop the compaction where that does not stop the deletion', () => {
    const stopped = '  values: {global_overrides: {compaction_disabled: true}}\n';
    const tempoOf = (chart: string) => said(synthesizeText(withRetention(`chart: ${chart}`, stopped)));

    expect(distributedReleases.at('1.41.2').tempo.version).toBe('2.7.2');
    expect(tempoOf('1.41.2')).toEqual([]);
    expect(tempoOf('1.42.0')).toEqual([expect.stringContaining('compaction_disabled: stops the deletion of old traces too;')]);
  });

  test("if absent, leaves the user's own values as they are", () => {
    const own = ['receivers:', 'values: {compactor: {config: {compaction: {block_retention: 24h}}}}\n  receivers:'] as [string, string];
    const synthesis = synthesizeCluster('minimal', own);

    expect(said(synthesis)).toEqual([]);
    expect(ofComponent(synthesis, 'Application', 'tempo').spec.sources[0].helm.values).toContain('block_retention: 24h');
  });
});

describe('a duration', () => {
  test.each(['336h', '48h30m', '90m', '3600s', '1h0m'])('%s is accepted', (value) => {
    expect(said(synthesizeText(withRetention('chart: 2.26.2').replace('333h', value)))).toEqual([]);
  });

  test.each([
    ['14d', 'use 336h'],
    ['2w', 'use 336h'],
    ['1y', 'use 8760h'],
    ['14 days', 'use 336h'],
    ['336H', 'use 336h'],
    ['336', 'use 336h'],
    ['1d12h', 'use hours, minutes and seconds, e.g. 336h'],
    ['1.5h', 'use hours, minutes and seconds, e.g. 336h'],
    ['30m1h', 'use hours, minutes and seconds, e.g. 336h'],
    ['9999999h', 'use at most 999999h'],
    ['0', 'use a longer duration, e.g. 336h'],
    ['0h0m', 'use a longer duration, e.g. 336h'],
    ['0d', 'use a longer duration, e.g. 336h'],
    ['-1h', 'use a longer duration, e.g. 336h'],
  ])('%s is refused: %s', (value, fix) => {
    const [message, ...others] = said(synthesizeText(withRetention('chart: 2.26.2').replace('333h', value)));

    expect(message).toMatch(/^clusters\/test\.yaml:9:14 tempo\.retention: /);
    expect(message?.split('; ').at(-1)).toBe(fix);
    expect(others).toEqual([]);
  });
});

describe('the retention of Helm values', () => {
  const distributed = (chart: string, values: Values = {}) => retentionOf(values, distributedReleases.at(chart)).duration;
  const monolithic = (chart: string, values: Values = {}) => retentionOf(values, monolithicReleases.at(chart)).duration;
  const nested = (path: readonly string[], leaf: unknown) => path.reduceRight<unknown>((value, key) => ({ [key]: value }), leaf) as Values;

  test('is the default of the release without a value', () => {
    expect(new Set(distributedReleases.versions.map((chart) => distributed(chart)))).toEqual(new Set(['48h']));
    expect(monolithic('0.16.5')).toBe('336h');
    expect(monolithic('0.16.6')).toBe('24h');
  });

  test('is the value that this release reads', () => {
    const both = { ...nested(COMPACTOR, '720h'), ...nested(SCHEDULER, '96h') };

    expect(distributed('2.26.2', both)).toBe('720h');
    expect(distributed('3.0.0', both)).toBe('96h');
    expect(distributed('3.0.0', nested(COMPACTOR, '720h'))).toBe('48h');
    expect(distributed('2.26.2', { ...both, backendScheduler: { ...(both.backendScheduler as Values), enabled: true } })).toBe('96h');
    expect(monolithic('0.16.5', { tempo: { retention: '720h' } })).toBe('336h');
    expect(monolithic('0.16.6', { tempo: { retention: '720h' } })).toBe('720h');
  });

  test('is the strongest one of several', () => {
    const ofTenants = { defaults: { compaction: { block_retention: '1h' } } };

    expect(distributed('2.26.2', { ...nested(COMPACTOR, '720h'), overrides: ofTenants })).toBe('1h');
    expect(distributed('1.32.7', { ...nested(COMPACTOR, '720h'), overrides: ofTenants })).toBe('720h');
    expect(
      distributed('3.3.0', { ...nested(SCHEDULER, '720h'), backendWorker: { config: { compaction: { block_retention: '2h' } } } }),
    ).toBe('2h');
    expect(monolithic('2.2.4', { tempo: { retention: '720h', extraArgs: { 'compactor.compaction.block-retention': '3h' } } })).toBe('3h');
  });
});
