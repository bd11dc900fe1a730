/** Runs verify as a process on manifests of other authors. */
import { CHARTS, realHelm } from '../test/verify-fixture';
import { Workspace } from '../test/workspace';

const at = new Workspace();
let helm: string;

beforeAll(async () => {
  helm = (await realHelm()).program;
});

const verify = (...args: string[]) => at.run('commands/verify.ts', ['--charts', CHARTS, ...args], { HELM: helm });

test('manifests of other authors can have a file with accepted findings', () => {
  for (const [file, text] of Object.entries(at.contentOf('dist'))) at.write(`theirs/${file}`, text);
  at.write('theirs/tempo-gitops.accept.yaml', '- {rule: addresses/no-such-rule, reason: x}\n');
  expect(verify('--manifests', 'theirs').stderr).toContain(
    'warning: theirs/tempo-gitops.accept.yaml:1:4 accept: unknown rule addresses/no-such-rule; ',
  );

  at.write('theirs/tempo-gitops.accept.yaml', '- {rule: addresses/no-such-port}\n');
  const { status, stdout, stderr } = verify('--manifests', 'theirs');
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toMatch(
    /^theirs\/tempo-gitops\.accept\.yaml:1:3 reason: missing; .*\ntheirs: the accepted findings cannot be read; correct the file first\n$/,
  );
});

test('manifests of other authors are rendered for the asked release of Kubernetes and APIs', () => {
  at.write('theirs/chart/Chart.yaml', 'apiVersion: v2\nname: chart\nversion: 0.1.0\nkubeVersion: ">=1.33"\n');
  at.write(
    'theirs/chart/templates/a.yaml',
    '{{ if .Capabilities.APIVersions.Has "a.b/v1" }}{{ fail "has a.b/v1" }}{{ end }}\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n',
  );

  expect(verify('--manifests', 'theirs').stderr).toBe('');
  expect(verify('--manifests', 'theirs', '--kubernetes', '1.30').stderr).toContain('1.30');
  expect(verify('--manifests', 'theirs', '--api', 'c.d/v1,a.b/v1').stderr).toContain('has a.b/v1');
});
