import { type FakeKubectl, type FakeKubectlProps, fakeKubectl } from '../test/smoke-servers/kubectl-program';
import { Workspace } from '../test/workspace';

const at = new Workspace();

let kubectl: FakeKubectl | undefined;
afterEach(() => {
  kubectl?.remove();
  kubectl = undefined;
});

const APPLY = 'apply --server-side --dry-run=server --validate=strict --force-conflicts --field-manager=tempo-gitops -f -';
const VERSION = { 'get --raw /version --request-timeout=10s': '{}' };

const verify = (props: FakeKubectlProps, ...args: string[]) => verifyKind('ConfigMap', props, ...args);

const verifyKind = (kind: string, props: FakeKubectlProps, ...args: string[]) => {
  kubectl = fakeKubectl(props);
  at.write('manifests/a.yaml', `apiVersion: v1\nkind: ${kind}\nmetadata: {name: a, namespace: b}\n`);
  return at.run('commands/verify.ts', ['--manifests', 'manifests', ...args], { PATH: `${kubectl.environment.PATH}:${process.env.PATH}` });
};

test('--server tries every object on the API server', () => {
  const { stdout } = verify({ prints: { ...VERSION, [APPLY]: '' } }, '--server', '--context', 'home');

  expect(stdout).toMatch(/^server +1 judged$/m);
  expect(kubectl?.calls()).toContain(`--context=home ${APPLY}`);
});

test('what the API server refuses is an error', () => {
  const fails = { apply: 'The ConfigMap "a" is invalid: metadata.name: Invalid value: "a"' };
  const { status, stderr } = verify({ prints: VERSION, fails }, '--server');

  expect(status).toBe(1);
  expect(stderr).toContain(
    'manifests/a.yaml a: ConfigMap a: the API server refuses it: metadata.name: Invalid value: "a"; correct it [server/refused]\n',
  );
});

test('a value of a Secret that it quotes is not printed', () => {
  const fails = { apply: 'Error from server: failed to create typed patch object (b/a; /v1): .data.k: expected string, got &{hush}' };

  expect(verify({ prints: VERSION, fails }, '--server').stderr).toContain('got &{hush}');
  kubectl?.remove();
  expect(verifyKind('Secret', { prints: VERSION, fails }, '--server').stderr).toMatch(
    /\.data\.k: expected string, got another type; correct it \[server\/refused\]\n/,
  );
});

test('an API server that is not reached, and --context alone, are one line', () => {
  const fails = { get: 'The connection to the server 10.0.0.1:6443 was refused - did you specify the right host or port?' };

  expect(verify({ fails }, '--server')).toMatchObject({
    status: 1,
    stderr:
      'kubectl reaches no API server (The connection to the server 10.0.0.1:6443 was refused - did you specify the right host or port?); name another --context, or remove --server\n',
  });
  kubectl?.remove();
  expect(verify({}, '--context', 'home').stderr.split('\n')[0]).toBe('--context is for --server; add it, or remove --context');
});
