/** A good dist/ fits, as far as every check can see. */
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

  test('gives every check something to look at', () => {
    const { checks } = report;
    expect(checks.map(({ name }) => name)).toEqual(CHECKS.map(({ rules }) => rules.topic));
    // There is nothing to compare the output with here.
    expect(checks.filter(({ judged }) => judged === 0).map(({ name }) => name)).toEqual(['freshness']);
  });

  test('leads all spans and queries to Tempo', () => {
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
