import { alarmsOf, type ClusterParts, changeOf, clusterOf, commandsOf } from '../../../test/changed';

const change = (before: ClusterParts, after: ClusterParts) => changeOf([clusterOf(before)], [clusterOf(after)]);
const alarms = (before: ClusterParts, after: ClusterParts) =>
  alarmsOf(change(before, after)).filter((line) => line.includes('StatefulSet'));

/** Ingesters in zones. @param zones in YAML; the chart has three by default */
const zoned = (zones = '', chart = '2.26.2', replicas = 3): ClusterParts => ({
  tempo: `chart: ${chart}\n  values: { ingester: { replicas: ${replicas}, zoneAwareReplication: { enabled: true${zones} } } }`,
});
const named = (...names: string[]) => `, zones: [${names.map((name) => `{ name: ${name} }`).join(', ')}]`;

describe('ingesters in zones', () => {
  test('are other StatefulSets than one without zones', () => {
    const zones = 'tempo-ingester-zone-a, tempo-ingester-zone-b and tempo-ingester-zone-c';
    expect(alarms({}, zoned())).toEqual([
      `change/moved tempo: creates StatefulSets ${zones} instead of tempo-ingester: the volumes of tempo-ingester stay behind, with the traces that are not in S3 yet`,
    ]);
    expect(alarms(zoned(), {})).toEqual([
      `change/moved tempo: creates StatefulSet tempo-ingester instead of ${zones}: the volumes of ${zones} stay behind, with the traces that are not in S3 yet`,
    ]);
  });

  test('are flushed in each zone', () => {
    const pods = commandsOf(change(zoned('', '2.26.2', 5), {}), 'change/moved').flatMap((line) => /pods\/([^:]+):/.exec(line)?.[1] ?? []);
    expect(pods).toEqual(['a', 'b', 'c'].flatMap((zone) => [`tempo-ingester-zone-${zone}-0`, `tempo-ingester-zone-${zone}-1`]));
    const scaled = commandsOf(change(zoned('', '2.26.2', 6), zoned('', '2.26.2', 3)), 'change/scaled-down');
    expect(scaled.flatMap((line) => /pods\/([^:]+):/.exec(line)?.[1] ?? [])).toEqual(
      ['a', 'b', 'c'].map((zone) => `tempo-ingester-zone-${zone}-1`),
    );
  });

  test.each([
    ['a zone more', zoned(), zoned(named('zone-a', 'zone-b', 'zone-c', 'zone-d'))],
    ['a zone less, of which others have copies', zoned(named('a', 'b', 'c', 'd')), zoned(named('a', 'b', 'c'))],
    ['a chart that has no zones yet', { tempo: 'chart: 1.9.0' }, zoned('', '1.9.0')],
  ])('lose nothing with %s', (_what, before, after) => {
    expect(alarms(before, after)).toEqual([]);
  });

  test('have volumes of their own', () => {
    const grown = { ...zoned(), persistence: 'persistence: { size: 20Gi }' };
    expect(alarms(zoned(), grown)).toHaveLength(3);
    const withClass = (name: string) => zoned(`, zones: [{ name: a, storageClass: ${name} }, { name: b }, { name: c }]`);
    expect(alarms(withClass('fast'), withClass('slow'))).toEqual([
      expect.stringContaining('class slow instead of class fast for StatefulSet tempo-ingester-a'),
    ]);
  });
});
