import { alarmsOf, type ClusterParts, changeOf, clusterOf, commandsOf, stepsOf } from '../../test/changed';

const KAFKA = 'chart: 3.3.0\n  kafka: { address: "kafka:9092" }';
const stage = (name: string): ClusterParts => ({
  tempo: `${KAFKA}\n  releaseName: tempo-3\n  migration: { from: 2.26.2, stage: ${name} }`,
});
const [TWO, BOTH, SWITCHED, DRAINING] = [{}, stage('side-by-side'), stage('switched'), stage('draining')];
const THREE: ClusterParts = { tempo: `${KAFKA}\n  releaseName: tempo-3`, persistence: '' };
const step = (before: ClusterParts, after: ClusterParts) => changeOf([clusterOf(before)], [clusterOf(after)]);

describe('a migration goes one stage at a time', () => {
  test.each([
    ['Tempo 2 alone to side-by-side', TWO, BOTH],
    ['side-by-side to switched', BOTH, SWITCHED],
    ['switched to draining', SWITCHED, DRAINING],
    ['draining to Tempo 3 alone', DRAINING, THREE],
    ['draining to switched', DRAINING, SWITCHED],
    ['side-by-side to Tempo 2 alone', BOTH, TWO],
  ])('%s', (name, before, after) => {
    const change = step(before, after);

    expect(alarmsOf(change)).toEqual([]);
    expect(stepsOf(change).filter((line) => line.includes(`tempo.migration: ${name}: `))).toHaveLength(1);
  });

  test.each([
    [TWO, SWITCHED, 'Tempo 2 alone to switched: skips side-by-side'],
    [TWO, DRAINING, 'Tempo 2 alone to draining: skips side-by-side and switched, so traces may be lost'],
    [BOTH, DRAINING, 'side-by-side to draining: skips switched'],
    [BOTH, THREE, 'side-by-side to Tempo 3 alone: skips switched and draining, so traces may be lost'],
    [SWITCHED, THREE, 'switched to Tempo 3 alone: skips draining'],
    [SWITCHED, TWO, 'switched to Tempo 2 alone: Tempo 3 goes with the traces that only Kafka has'],
    [THREE, DRAINING, 'Tempo 3 alone to draining: Tempo 2 has ended'],
  ])('and skips none: %#', (before, after, problem) => {
    expect(alarmsOf(step(before, after))).toContainEqual(expect.stringContaining(`change/migration-skipped tempo.migration: ${problem}`));
  });

  test('a way back after the switch is a warning', () => {
    expect(alarmsOf(step(SWITCHED, BOTH))).toEqual([
      expect.stringMatching(/^warning: change\/migration tempo\.migration: switched to side-by-side/),
    ]);
  });

  test('a jump to another name without a migration is refused', () => {
    expect(alarmsOf(step(TWO, THREE))).toEqual([expect.stringContaining('change/major-in-place tempo.chart: 2.26.2 to 3.3.0')]);
  });

  test('without a stage on either side there is nothing to say', () => {
    expect(commandsOf(step(THREE, { ...THREE, tempo: `${THREE.tempo}\n  retention: 72h` }), 'change/migration')).toEqual([]);
  });
});

test('the commands show what must be true before the merge', () => {
  expect(commandsOf(step(BOTH, SWITCHED), 'change/migration')).toContain(
    'kubectl -n tracing rollout status statefulset/tempo-3-live-store --timeout=45m',
  );
  expect(
    commandsOf(step(DRAINING, THREE), 'change/migration').filter((command) => command.includes('tempo_ingester_live_traces')),
  ).toHaveLength(3);
});
