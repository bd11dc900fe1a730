import { generatorClaims, ingesterClaims } from './claims';

const persistence = (more: object) => ({ enabled: true, ...more });
const ingesterOf = (version: string, more: object, values: object = {}) =>
  ingesterClaims({ ...values, ingester: { persistence: persistence(more) } }, version, 'tempo-ingester').templates[0];
const generatorOf = (version: string, more: object, values: object = {}) =>
  generatorClaims(
    { ...values, metricsGenerator: { enabled: true, kind: 'StatefulSet', persistence: persistence(more) } },
    version,
    'tempo',
  )[0]?.templates[0];

const NO_CLASS = { storageClass: '-' };

test.each([
  ['1.28.0', '', ''],
  ['1.28.1', undefined, undefined], // it renders nothing behind storageClassName
  ['1.57.0', undefined, undefined],
  ['1.57.1', '', undefined],
  ['2.26.2', '', undefined],
])('the class - in tempo-distributed %s: %j for ingesters, %j for the metrics-generator', (version, ingester, generator) => {
  expect(ingesterOf(version, NO_CLASS)?.storageClass).toBe(ingester);
  expect(generatorOf(version, NO_CLASS)?.storageClass).toBe(generator);
  expect([ingesterOf(version, {})?.storageClass, generatorOf(version, {})?.storageClass]).toEqual([undefined, undefined]);
});

test.each([
  ['1.28.0', undefined],
  ['1.28.1', 'fast'],
])('global.storageClass in tempo-distributed %s: %j', (version, expected) => {
  const values = { global: { storageClass: 'fast' } };
  expect([ingesterOf(version, {}, values)?.storageClass, generatorOf(version, {}, values)?.storageClass]).toEqual([expected, expected]);
  expect(ingesterOf(version, { storageClass: 'slow' }, values)?.storageClass).toBe('slow');
});

test('a zone has a class of its own where the chart reads it', () => {
  const zone = { name: 'zone-a', storageClass: 'fast', nodeSelector: {}, affinity: {} };
  const of = (version: string) => ingesterClaims({ ingester: { persistence: persistence({}) } }, version, 'a', zone).templates[0];
  expect([of('1.57.0')?.storageClass, of('1.57.1')?.storageClass]).toEqual([undefined, 'fast']);
});

test.each([
  ['1.37.0', {}, {}],
  ['1.38.0', { of: 'ingester' }, { of: 'ingester' }],
  ['2.25.2', { of: 'ingester' }, { of: 'ingester' }],
  ['2.25.3', { of: 'ingester' }, { of: 'generator' }],
])('the labels of volumes in tempo-distributed %s', (version, ofIngester, ofGenerator) => {
  const [ingester, generator] = [{ labels: { of: 'ingester' } }, { labels: { of: 'generator' } }];
  expect(ingesterOf(version, ingester)?.marks).toEqual({ annotations: {}, labels: ofIngester });
  const values = { ingester: { persistence: persistence(ingester) } };
  expect(generatorOf(version, generator, values)?.marks).toEqual({ annotations: {}, labels: ofGenerator });
});

test.each([
  ['1.23.0', 0, 0],
  ['1.24.0', 1, 0],
  ['1.28.0', 1, 1],
])('volumes are deleted with their StatefulSets from tempo-distributed %s on, where values say so', (version, ingesters, generators) => {
  const own = { persistence: persistence({}), persistentVolumeClaimRetentionPolicy: { enabled: true, whenDeleted: 'Delete' } };
  expect(ingesterClaims({ ingester: own }, version, 'tempo-ingester').deletedWhen).toHaveLength(ingesters);
  const values = { metricsGenerator: { enabled: true, kind: 'StatefulSet', ...own } };
  expect(generatorClaims(values, version, 'tempo')[0]?.deletedWhen).toHaveLength(generators);
});
