import type { ClusterSource } from '../../lib/cluster-file/sources';
import { lineOf } from '../../lib/findings/sentence';
import { readTestFile } from '../../test/synthesis';
import { RULE_SETS } from '../rules';
import { withAcceptances, withoutUsedIn } from './accepted';
import { namedInReports } from './at-bases';
import { besideOf } from './beside';
import { good } from './fixture';
import type { ClusterReport } from './report';

const SCOPE = { rules: RULE_SETS, reports: () => true };
const [WHOLE] = good.clusters as [ClusterReport];

/** A cluster file that extends a base with one acceptance. */
function source(name: string, rule: string, base = 'prod'): ClusterSource {
  const text = `extends: ../base/${base}.yaml\ngitops: {path: dist/${name}}\n`;
  const bases = [
    { file: `base/${base}.yaml`, text: `${readTestFile('clusters/seed.yaml')}\naccept:\n  - {rule: ${rule}, reason: later}\n` },
  ];
  return { name, file: `clusters/${name}.yaml`, text, bases };
}

/** What verify says of acceptances if the first cluster alone is verified. */
function told(rule: string, ...others: ClusterSource[]): string[] {
  const own = source('a', rule);
  const [{ acceptances = [] } = {}] = besideOf([{ rule, reason: '', place: { file: 'base/prod.yaml' } }], [own], SCOPE);
  expect(acceptances).toHaveLength(1);
  const beside = besideOf(acceptances, others, SCOPE);
  const reports = withoutUsedIn([{ ...withAcceptances(WHOLE, acceptances, SCOPE), file: own.file }], [acceptances], beside);
  return namedInReports(reports, [own], beside).flatMap(({ checks }) =>
    checks.filter(({ name }) => name === 'accept').flatMap(({ findings }) => findings.map(lineOf)),
  );
}

test('a mistake in an acceptance of a base names all clusters that extend it', () => {
  const rule = 'addresses/no-such-prot';
  expect(told(rule, source('b', rule), source('c', rule, 'test'))).toEqual([
    expect.stringMatching(/^base\/prod\.yaml:\d+:6 accept \(in a and b\): unknown rule addresses\/no-such-prot; did you mean /),
  ]);
});

test('whether a cluster that is not verified needs an acceptance of a base is not known', () => {
  const rule = 'addresses/no-such-port';
  expect(told(rule, source('b', rule))).toEqual([]);
  expect(told(rule, source('c', rule, 'test'))).toEqual([expect.stringMatching(/ accept: addresses\/no-such-port matches no finding; /)]);
});
