/** A good dist/ fits, as far as every check can see. */
import { CHECKS, type ClusterReport } from '../verify/verdict';
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
    const { judged } = report;
    expect(Object.keys(judged).sort()).toEqual(Object.keys(CHECKS).sort());
    expect(Object.entries(judged).filter(([, count]) => count === 0)).toEqual([]);
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
