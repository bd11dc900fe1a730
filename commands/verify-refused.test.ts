/** Runs verify as a process on cluster files that synth refuses, beside an older output of them. */
import { CHARTS, realHelm } from '../test/verify-fixture';
import { Workspace } from '../test/workspace';

const BASE = `gitops: { repoURL: "https://git.example.org/tracing.git" }
tempo:
  monolithic: 2.2.4
  receivers: [otlp-grpc]
  credentials: { existing: {} }
  persistence: {}
`;
const TRAEFIK = 'traefik: { chart: 27.0.2 }\n';

const at = new Workspace();
let helm: string;

beforeAll(async () => {
  helm = (await realHelm()).program;
});
beforeEach(() => {
  at.write('base/prod.yaml', BASE);
  for (const name of ['a', 'b'])
    at.write(
      `clusters/${name}.yaml`,
      `extends: ../base/prod.yaml\ndomain: ${name}.example.org\ntempo: { storage: { bucket: traces-${name}, endpoint: s3.example.org } }\n`,
    );
  expect(at.run('main.ts')).toMatchObject({ status: 0 });
});

const verify = () => at.run('commands/verify.ts', ['--charts', CHARTS], { HELM: helm });
const errorsIn = (stderr: string) => stderr.split('\n').filter((line) => line && !/^(note|warning): /.test(line));

test('only the mistake is told, at the base with its clusters, and not what follows from it in the older output', () => {
  at.write('base/prod.yaml', BASE + TRAEFIK);

  const { status, stdout, stderr } = verify();

  expect(status).toBe(1);
  expect(errorsIn(stderr)).toEqual([
    expect.stringMatching(/^base\/prod\.yaml:7:1 traefik \(in a and b\): sends its spans by zipkin, which tempo\.receivers \(line 4\) /),
  ]);
  expect(stdout).toMatch(/^not judged +dist\/<cluster>, because clusters\/<cluster>\.yaml is refused; correct it first$/m);
});

test('what it accepts for verify is not called unused', () => {
  const accept = 'accept: [{ rule: hygiene/unpinned-image, reason: known }, { rule: freshness/changed, reason: known }]\n';
  at.write('base/prod.yaml', BASE + TRAEFIK + accept);
  expect(verify().stderr).not.toContain('matches no finding');
});

test('a mistake in the file itself is told once, without its output', () => {
  at.write('base/prod.yaml', `${BASE}  size: huge\n`);

  const { status, stderr } = verify();

  expect(status).toBe(1);
  expect(errorsIn(stderr)).toEqual([
    expect.stringMatching(/^base\/prod\.yaml:7:9 tempo\.size \(in a and b\): "huge" is not a valid value; /),
    'base/prod.yaml: cannot be read; correct it first',
  ]);
});
