/** The list `accept` of a cluster file, as synth and check read it. */
import { readTestFile } from '../synthesis';
import { Workspace } from '../workspace';

const at = new Workspace();
const synth = () => at.run('main.ts');
const check = () => at.run('commands/check.ts');
const withItem = (item: string, text = readTestFile('clusters/seed.yaml')) =>
  at.write('clusters/home.yaml', `${text}\naccept:\n  - ${item}\n`);
// The namespace of another component: an error that does not prevent any output.
const shared = () =>
  readTestFile('clusters/seed.yaml')
    .replace(/^emojivoto:.*$/m, 'emojivoto: {}')
    .replace(/^traefik:\n/m, 'traefik:\n  via: release\n  namespace: emojivoto\n')
    .replace(/^ {2}via: values\n/m, '');

test('an accepted error does not prevent the output, and is shown with the reason', () => {
  at.write('clusters/home.yaml', shared());
  expect(synth()).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(/^clusters\/home\.yaml:\d+:\d+ emojivoto: emojivoto is also /),
  });

  withItem('{rule: cluster/shared-namespace, object: emojivoto, reason: moved in May}', shared());
  const { status, stderr } = synth();

  expect(stderr).toMatch(/^accepted error: clusters\/home\.yaml:\d+:\d+ emojivoto: emojivoto is also .*; .* \(accepted: moved in May\)$/m);
  expect(status).toBe(0);
  expect(check()).toMatchObject({ status: 0, stderr: expect.stringContaining('(accepted: moved in May)') });
});

test('an acceptance that matches nothing is a warning at its line, one of a final rule an error', () => {
  const line = readTestFile('clusters/seed.yaml').split('\n').length + 2;
  withItem('{rule: cluster/shared-namespace, reason: moved in May}');
  expect(synth()).toMatchObject({
    status: 0,
    stderr: expect.stringContaining(
      `warning: clusters/home.yaml:${line}:6 accept: cluster/shared-namespace matches no finding; remove this item\n`,
    ),
  });

  withItem('{rule: cluster-file/unknown-key, reason: moved in May}');
  expect(synth()).toMatchObject({
    status: 1,
    stderr: expect.stringContaining(`clusters/home.yaml:${line}:6 accept: cluster-file/unknown-key cannot be accepted; remove this item`),
  });
});

test('acceptances of rules of verify are ignored', () => {
  withItem('{rule: addresses/no-such-port, reason: moved in May}');

  expect(synth()).toMatchObject({ status: 0, stderr: expect.not.stringContaining('accept') });
});

test.each([
  ['addresses/no-such-prot', 'did you mean addresses/no-such-port?'],
  ['adresses/no-such-port', 'did you mean addresses/no-such-port?'],
  ['change/renmaed', 'did you mean change/renamed?'],
  ['tempo/no-persistance', 'did you mean tempo/no-persistence?'],
  ['aaaaaaaa/b', 'use a name of docs/rules.md'],
])('the unknown rule %s is a warning, once', (rule, fix) => {
  withItem(`{rule: ${rule}, reason: moved in May}`);

  for (const { status, stderr } of [synth(), check()]) {
    expect(status).toBe(0);
    expect(stderr.match(/^.* accept: .*$/gm)).toEqual([expect.stringMatching(/^warning: clusters\/home\.yaml:\d+:6 /)]);
    expect(stderr).toContain(` accept: unknown rule ${rule}; ${fix}\n`);
  }
});

test('an unknown rule in a base names the clusters that extend it, also if one is selected', () => {
  const seed = readTestFile('clusters/seed.yaml');
  at.write('base/prod.yaml', `${seed}\naccept:\n  - {rule: addresses/no-such-prot, reason: moved in May}\n`);
  for (const name of ['home', 'lab']) at.write(`clusters/${name}.yaml`, `extends: ../base/prod.yaml\ngitops: {path: dist/${name}}\n`);
  const told = ({ stderr }: ReturnType<typeof synth>) => stderr.match(/^.* accept .*$/gm);
  const expected = [
    expect.stringMatching(/^warning: base\/prod\.yaml:\d+:6 accept \(in home and lab\): unknown rule addresses\/no-such-prot; /),
  ];

  for (const names of [[], ['home']] as const) {
    expect(told(at.run('main.ts', names))).toEqual(expected);
    expect(told(at.run('commands/check.ts', names))).toEqual(expected);
  }
});

test.each([
  ['no reason', '{rule: a/b}', 'accept.reason: missing'],
  ['an empty reason', '{rule: a/b, reason: ""}', 'accept.reason: "" is not a line of text'],
  ['an unknown key', '{rule: a/b, reason: c, subject: d}', 'accept.subject: unknown key'],
  ['a rule without a topic', '{rule: shared-namespace, reason: c}', 'accept.rule: "shared-namespace" is not the name of a rule'],
])('%s is an error of the cluster file', (_what, item, message) => {
  withItem(item);

  expect(synth()).toMatchObject({ status: 1, stderr: expect.stringContaining(message) });
});
