import { acceptancesAt } from '../../lib/cluster-file/acceptances';
import { documentOf } from '../../lib/cluster-file/bases/bases';
import { Findings } from '../../lib/cluster-file/findings';
import type { ClusterSource } from '../../lib/cluster-file/sources';
import { error } from '../../lib/findings/finding';
import { lineOf } from '../../lib/findings/sentence';
import { readTestFile } from '../../test/synthesis';
import { readClusterFile } from '../read/cluster';
import { VERIFY_RULES } from '../rule-sets';
import type { Stack } from '../stack';
import { acceptedIn, type Task } from '../task';
import { NOTHING_DECLARED } from '../world/declared';
import { mistakesOf } from './accepted';
import { good } from './fixture';
import type { ClusterReport } from './report';

const SCOPE = { rules: VERIFY_RULES, reports: () => true };
const [WHOLE] = good.clusters as [ClusterReport];
const STACK: Stack = {
  ...{ name: 'a', folder: 'dist/a', isOurs: true, kubernetes: { version: '1.34.0', apis: [] }, declared: NOTHING_DECLARED },
  ...{ applications: [], projects: [], installations: [], objects: [], findings: [], notJudged: [] },
};

/** A cluster file that extends a base with one acceptance. */
function source(name: string, rule: string, base = 'prod'): ClusterSource {
  const text = `extends: ../base/${base}.yaml\ngitops: {path: dist/${name}}\n`;
  const bases = [
    { file: `base/${base}.yaml`, text: `${readTestFile('clusters/seed.yaml')}\naccept:\n  - {rule: ${rule}, reason: later}\n` },
  ];
  return { name, file: `clusters/${name}.yaml`, text, bases };
}

/** A task whose cluster file has been read. */
function taskOf(own: ClusterSource): Task {
  const { config, findings } = readClusterFile(own);
  const acceptances = acceptancesAt(config?.accept ?? [], ['accept'], new Findings(own.file, documentOf(own)));
  expect(acceptances).toHaveLength(1);
  const made = { name: own.name, source: own, argocd: '3.5', stack: STACK };
  return { subject: { kubernetes: STACK.kubernetes, read: () => STACK }, findings, acceptances, scope: SCOPE, made };
}

/** What verify says of acceptances if the first cluster alone is verified, and whether it has read the others. */
function verified(
  own: ClusterSource,
  others: readonly ClusterSource[],
  report = WHOLE,
): { readonly said: string[]; readonly read: boolean } {
  const read = jest.fn(() => others);
  const { clusters } = acceptedIn({ ...good, clusters: [{ ...report, file: own.file }] }, [taskOf(own)], VERIFY_RULES, read);
  return { said: clusters.flatMap(mistakesOf).map(lineOf), read: read.mock.calls.length > 0 };
}

const told = (rule: string, ...others: ClusterSource[]): string[] => verified(source('a', rule), others).said;

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

describe('the other cluster files are not read', () => {
  const rule = 'addresses/no-such-port';
  const others = [source('b', rule)];

  test('if the acceptance of the base matches a finding', () => {
    const found = error({ file: 'dist/a/tempo.k8s.yaml' }, { rule, problem: 'no such port', fix: 'correct it' });
    const [check, ...checks] = WHOLE.checks;
    const report = { ...WHOLE, checks: [...(check ? [{ ...check, findings: [found] }] : []), ...checks] };
    expect(verified(source('a', rule), others, report)).toEqual({ said: [], read: false });
    expect(verified(source('a', rule), others).read).toBe(true);
  });

  test('if the mistake is in the cluster file itself', () => {
    const { text, bases, ...own } = source('a', rule);
    const file = { ...own, text: bases?.[0]?.text ?? '' };
    expect(verified(file, others)).toEqual({ said: [expect.stringMatching(/^clusters\/a\.yaml:\d+:6 accept: /)], read: false });
  });
});
