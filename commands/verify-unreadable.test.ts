/** Verify with cluster files that cannot be read. It renders nothing then. */
import { Workspace } from '../test/workspace';

const CLUSTER = `domain: example.org
gitops: {repoURL: "https://git.example.org/tracing.git"}
tempo:
  monolithic: 2.2.4
  receivers: [zipkin]
  storage: {bucket: traces, endpoint: s3.example.org}
  credentials: {existing: {}}
  persistence: {}
`;

const at = new Workspace();
const verify = (...args: string[]) => at.run('commands/verify.ts', args);

test('in a machine-readable format, an unreadable file is a finding', () => {
  at.write('clusters/home.yaml', CLUSTER.replace('monolithic', 'monolith'));

  expect(verify('--format', 'github')).toEqual({
    status: 1,
    stdout:
      '::error file=clusters/home.yaml,line=4,col=3,title=cluster-file/unknown-key::tempo.monolith: unknown key; did you mean monolithic?\n',
    stderr: 'clusters/home.yaml: cannot be read as a cluster file; correct it first\n',
  });
});

test('all cluster files that cannot be read are reported, with what is wrong besides', () => {
  at.write(
    'clusters/home.yaml',
    CLUSTER.replace('persistence:', 'persistance:').concat('traefik: {chart: 27.0.2}\n').replace('zipkin', 'otlp-grpc'),
  );
  at.write('clusters/lab.yaml', CLUSTER.replace('domain:', 'domian:'));

  const { status, stderr } = verify();

  expect(status).toBe(1);
  expect(stderr.trimEnd().split('\n')).toEqual([
    'clusters/home.yaml:8:3 tempo.persistance: unknown key; did you mean persistence?',
    expect.stringMatching(/^clusters\/home\.yaml:9:1 traefik: sends its spans by zipkin, which tempo\.receivers \(line 5\) does not list;/),
    'clusters/lab.yaml:1:1 domian: unknown key; did you mean domain?',
    'clusters/home.yaml and clusters/lab.yaml: cannot be read as cluster files; correct them first',
  ]);
});
