/** No check finds a mistake in a valid dist/. */
import { CHECKS } from '../verify/checks/checks';
import type { ClusterReport } from '../verify/report/report';
import { saidOf, verified } from './verify-fixture';

describe.each(['seed', 'k3s'])('the dist/ of %s', (cluster) => {
  let report: ClusterReport;

  beforeAll(async () => {
    report = await verified(cluster);
  });

  test('fits: no error, no warning', () => {
    expect(saidOf(report)).toEqual([]);
  });

  test('has something to judge for every check', () => {
    const { checks } = report;
    expect(checks.map(({ name }) => name)).toEqual(CHECKS.map(({ rules }) => rules.topic));
    // There is no cluster file to compare the output with.
    expect(checks.filter(({ judged }) => judged === 0).map(({ name }) => name)).toEqual(['freshness']);
  });

  test('sends all spans and queries to Tempo', () => {
    const { hops } = report;
    expect(hops.filter(({ state }) => state === 'broken')).toEqual([]);
    expect(hops.filter(({ to, state }) => to === 'Tempo' && state === 'fits').length).toBeGreaterThanOrEqual(3);
  });

  test('has no value without an effect', () => {
    const { values } = report;
    expect(values.filter(({ effect }) => effect === 'nothing')).toEqual([]);
    expect(values.filter(({ effect }) => effect === 'changes').length).toBeGreaterThan(10);
  });
});
