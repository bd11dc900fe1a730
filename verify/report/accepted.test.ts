import type { Acceptance } from '../../lib/findings/accept/accept';
import { VERIFY_RULES } from '../rule-sets';
import { withAcceptances, withoutUsedIn } from './accepted';
import { checksWith, DAMAGE, good } from './fixture';
import type { ClusterReport } from './report';

const [WHOLE] = good.clusters as [ClusterReport];
const SCOPE = { rules: VERIFY_RULES, reports: () => true };
const accepted = (line: number): Acceptance => ({
  ...{ rule: 'addresses/no-such-port', reason: 'later', place: { file: 'base/prod.yaml', line, column: 5 } },
});

/** The lines of the acceptances that match nothing, by cluster. @param acceptances those of both */
function unused(...acceptances: Acceptance[]): (number | undefined)[][] {
  const reports = [WHOLE, { ...WHOLE, checks: checksWith(...DAMAGE) }].map((report) => withAcceptances(report, acceptances, SCOPE));
  return withoutUsedIn(reports, [acceptances, acceptances], []).map(({ checks }) =>
    checks.filter(({ name }) => name === 'accept').flatMap(({ findings }) => findings.map(({ place }) => place.line)),
  );
}

test('an acceptance of a base that another cluster needs is not reported', () => {
  expect(unused(accepted(3))).toEqual([[], []]);
});

test('one that no cluster needs is reported', () => {
  expect(unused(accepted(3), { ...accepted(4), object: 'Deployment web' })).toEqual([[4], [4]]);
});
