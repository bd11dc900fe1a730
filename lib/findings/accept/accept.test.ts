import { error, type Finding, isRefused } from '../finding';
import { RuleSet } from '../rules';
import { lineOf } from '../sentence';
import { type Acceptance, type AcceptScope, mistakesIn, withReasons } from './accept';

const RULES = new RuleSet('addresses', 'every address leads somewhere', {
  'no-such-port': { proves: 'ports exist', example: 'has no port 1', wayOut: 'Use a port that exists' },
  'no-such-service': { proves: 'Services exist', example: 'does not exist', wayOut: 'Use a Service that exists' },
  leaked: { proves: 'nothing leaks', example: 'leaks', wayOut: 'Remove it', isFinal: true },
});
const EVERYWHERE: AcceptScope = { rules: [RULES], reports: () => true };

const wrong: Finding = error(
  { file: 'dist/home/tempo.k8s.yaml', name: 'home-tracing-tempo' },
  RULES.says('no-such-port', 'has no port 1'),
  { subject: 'Deployment querier', name: 'querier', part: 'container tempo' },
);
const leak: Finding = error({ file: 'dist/home/tempo.k8s.yaml' }, RULES.says('leaked', 'leaks'), { subject: 'Secret s' });

const acceptance = (rule: string, object?: string): Acceptance => ({
  ...{ rule, object, reason: 'fixed in May', place: { file: 'clusters/home.yaml', line: 9, column: 5 } },
});
const acceptedBy = (object?: string) => withReasons([wrong], [acceptance('addresses/no-such-port', object)])[0]?.accepted;
const mistakes = (of: Acceptance, scope = EVERYWHERE) =>
  mistakesIn([of], [wrong, leak], scope).map((finding) => `${finding.severity} ${finding.rule}: ${lineOf(finding)}`);

test.each([
  ['nothing', undefined],
  ['the object that it is in', 'home-tracing-tempo'],
  ['its subject', 'Deployment querier'],
  ['its subject without the kind', 'querier'],
  ['its part', 'container tempo'],
  ['its file', 'dist/home/tempo.k8s.yaml'],
])('an acceptance that names %s accepts it', (_what, object) => {
  expect(acceptedBy(object)).toBe('fixed in May');
});

test('a key of the cluster file is named in full', () => {
  const key = error({ file: 'clusters/home.yaml', line: 4, column: 3 }, RULES.says('no-such-port', 'has none'), {
    subject: 'tempo.receivers',
  });
  const reasons = (object: string) => withReasons([key], [acceptance('addresses/no-such-port', object)])[0]?.accepted;

  expect(reasons('tempo.receivers')).toBe('fixed in May');
  expect(reasons('receivers')).toBeUndefined();
});

test.each(['quer', 'Deployment', 'container', 'tempo.k8s.yaml', 'querier '])('one that names %p does not', (object) => {
  expect(acceptedBy(object)).toBeUndefined();
});

test('a finding of another rule is not accepted', () => {
  expect(withReasons([wrong], [acceptance('addresses/no-such-service')])).toEqual([wrong]);
});

test('an error that is accepted refuses nothing', () => {
  expect(isRefused([wrong])).toBe(true);
  expect(isRefused(withReasons([wrong], [acceptance('addresses/no-such-port')]))).toBe(false);
});

test('of several acceptances the first that matches gives the reason', () => {
  const other = { ...acceptance('addresses/no-such-port'), reason: 'other' };

  expect(withReasons([wrong], [acceptance('addresses/no-such-port', 'x'), other, acceptance('addresses/no-such-port')])[0]?.accepted).toBe(
    'other',
  );
});

test('a final rule cannot be accepted: its finding stays, and the acceptance is an error', () => {
  expect(isRefused(withReasons([leak], [acceptance('addresses/leaked')]))).toBe(true);
  expect(mistakes(acceptance('addresses/leaked'))).toEqual([
    'error accept/final: clusters/home.yaml:9:5 accept: addresses/leaked cannot be accepted; remove this item, and correct what the rule reports',
  ]);
});

test('an acceptance that matches nothing is a warning, at its line', () => {
  expect(mistakes(acceptance('addresses/no-such-port'))).toEqual([]);
  expect(mistakes(acceptance('addresses/no-such-service'))).toEqual([
    'warning accept/unused: clusters/home.yaml:9:5 accept: addresses/no-such-service matches no finding; remove this item',
  ]);
  expect(mistakes(acceptance('addresses/no-such-port', 'Deployment queryer'))).toEqual([
    'warning accept/unused: clusters/home.yaml:9:5 accept: addresses/no-such-port matches no finding of Deployment queryer; remove this item, or correct its object',
  ]);
});

test('where checks may not have run, only a finding of the rule shows that an acceptance matches none', () => {
  const incomplete = { ...EVERYWHERE, isIncomplete: true };

  expect(mistakes(acceptance('addresses/no-such-service'), incomplete)).toEqual([]);
  expect(mistakes(acceptance('addresses/no-such-port', 'Deployment queryer'), incomplete)).toHaveLength(1);
});

test('an unknown rule is a warning that names the nearest', () => {
  expect(mistakes(acceptance('addresses/no-such-prot'))).toEqual([
    'warning accept/unknown-rule: clusters/home.yaml:9:5 accept: unknown rule addresses/no-such-prot; did you mean addresses/no-such-port?',
  ]);
  expect(mistakes(acceptance('x/y'))).toEqual([
    'warning accept/unknown-rule: clusters/home.yaml:9:5 accept: unknown rule x/y; use a name of docs/rules.md',
  ]);
});

test('acceptances of rules of another command are ignored', () => {
  const elsewhere: AcceptScope = { rules: [RULES], reports: (topic) => topic !== 'addresses' };

  expect(mistakes(acceptance('addresses/no-such-service'), elsewhere)).toEqual([]);
  expect(mistakes(acceptance('addresses/leaked'), elsewhere)).toEqual([]);
});

test('the names of all rules are collected once, not for each cluster', () => {
  const collected = jest.spyOn(RULES, 'all', 'get');
  const scope = { ...EVERYWHERE, rules: [RULES] };
  for (const _ of ['a', 'b', 'c']) mistakes(acceptance('addresses/no-such-prot'), scope);
  expect(collected).toHaveBeenCalledTimes(1);
});
