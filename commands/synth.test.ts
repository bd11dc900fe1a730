import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readTestFile } from '../test/synthesis';
import { ROOT, Workspace } from '../test/workspace';

const at = new Workspace();
const synth = (...args: string[]) => at.run('main.ts', args);
const check = (...args: string[]) => at.run('commands/check.ts', args);

describe('synth', () => {
  test('writes the folder of each cluster, and says what is left to do', () => {
    rmSync(path.join(at.folder, 'dist'), { recursive: true });

    const { status, stdout, stderr } = synth();

    expect(status).toBe(0);
    expect(readdirSync(path.join(at.folder, 'dist/home')).sort()).toEqual([
      'applications.k8s.yaml',
      'bootstrap.k8s.yaml',
      'emojivoto.k8s.yaml',
      'linkerd.k8s.yaml',
      'minio.k8s.yaml',
      'tempo.k8s.yaml',
      'values',
    ]);
    expect(stdout).toContain('written   dist/home/tempo.k8s.yaml\n');
    expect(stdout).toContain(
      '  - the Secret minio-admin with rootUser and rootPassword of s3.picluster.ricsanfre.com:9091 in namespace tempo-bootstrap\n',
    );
    expect(stdout).toContain('  - dist/home/values/traefik.yaml for traefik 27.0.2 in namespace traefik\n');
    expect(stdout).toContain('  kubectl apply -f dist/home/bootstrap.k8s.yaml\n');
    expect(stderr).toMatch(/^note: clusters\/home\.yaml:9:1 tempo: has no persistence: /);
  });

  test('writes nothing the second time', () => {
    const { status, stdout } = synth();

    expect(status).toBe(0);
    expect(stdout).not.toMatch(/^(written|removed)/m);
    expect(stdout).not.toContain('kubectl apply');
  });

  test.each(['minio', 'traefik', 'linkerd', 'grafana', 'emojivoto'])(
    'removes what %s left when it is deleted, and breaks nothing else',
    (component) => {
      synth();
      const file = {
        minio: 'minio.k8s.yaml',
        traefik: 'values/traefik.yaml',
        linkerd: 'linkerd.k8s.yaml',
        grafana: 'values/kube-prometheus-stack.yaml',
        emojivoto: 'emojivoto.k8s.yaml',
      }[component];
      at.write('clusters/home.yaml', readTestFile('clusters/seed.yaml').replace(new RegExp(`^${component}:.*\n( .*\n)*`, 'm'), ''));

      const { status, stdout } = synth();

      expect(status).toBe(0);
      expect(stdout.match(/^removed .*$/gm)).toEqual([`removed   dist/home/${file}`]);
      expect(check().status).toBe(0);
    },
  );

  test('warns of a bootstrap file that permits less than before', () => {
    at.write('clusters/home.yaml', readTestFile('clusters/seed.yaml').replace(/^minio:\n.*\n/m, ''));
    expect(synth().stdout).toContain('it permits less than before: let Argo CD sync and prune the merge first');

    at.write('clusters/home.yaml', readTestFile('clusters/seed.yaml'));
    expect(synth().stdout).not.toContain('permits less');
  });

  test('leaves the output byte-identical when it fails', () => {
    const before = at.contentOf('dist');
    at.write('clusters/other.yaml', 'domain: example.org\n');
    at.write('clusters/home.yaml', readTestFile('clusters/seed.yaml').replace('27.0.2', '26.1.0'));

    const { status, stderr } = synth();

    expect(status).toBe(1);
    expect(stderr).toContain('clusters/other.yaml:1:1 gitops: is missing');
    expect(at.contentOf('dist')).toEqual(before);
  });

  test('changes only the clusters that are named, and without names drops those that are gone', () => {
    at.write('clusters/other.yaml', readTestFile('clusters/seed.yaml'));
    synth();
    at.write('clusters/home.yaml', readTestFile('clusters/seed.yaml').replace('revision: main', 'revision: next'));
    at.write('clusters/other.yaml', 'nonsense');

    expect(synth('home').status).toBe(0);
    expect(readFileSync(path.join(at.folder, 'dist/home/bootstrap.k8s.yaml'), 'utf8')).toContain('targetRevision: next');
    expect(readFileSync(path.join(at.folder, 'dist/other/bootstrap.k8s.yaml'), 'utf8')).toContain('targetRevision: main');

    rmSync(path.join(at.folder, 'clusters/other.yaml'));
    expect(synth().status).toBe(0);
    expect(readdirSync(path.join(at.folder, 'dist'))).toEqual(['home']);
  });

  test('takes other folders, and names the cluster file as a reviewer finds it', () => {
    cpSync(path.join(at.folder, 'clusters'), path.join(at.folder, 'in'), { recursive: true });

    expect(synth('--clusters', 'in', '--out=out/deep').status).toBe(0);
    expect(readFileSync(path.join(at.folder, 'out/deep/home/tempo.k8s.yaml'), 'utf8')).toMatch(
      /^# Generated from clusters\/home\.yaml by `npm run synth`; do not edit\.\n/,
    );
  });

  test("writes where cdk8s's own command line will look", () => {
    expect(at.run('main.ts', [], { CDK8S_OUTDIR: 'build/cdk8s' }).status).toBe(0);
    expect(readdirSync(path.join(at.folder, 'build/cdk8s'))).toEqual(['home']);
  });
});

describe('what earlier runs made of a cluster file', () => {
  const kept = path.join(ROOT, 'build/cluster-memory.json');

  test('is used again only for the very same text, and not when it is damaged', () => {
    at.write('clusters/memory.yaml', readTestFile('clusters/seed.yaml'));
    const before = synth('--out', 'again', 'memory').stdout;
    writeFileSync(kept, readFileSync(kept, 'latin1').replace('tempo-distributor.tracing', 'tempo-distributed.tracing'), 'latin1');

    expect(synth('--out', 'damaged', 'memory').stdout.replaceAll('damaged', 'again')).toBe(before);
    expect(at.contentOf('damaged')).toEqual(at.contentOf('again'));
    at.write('clusters/memory.yaml', readTestFile('clusters/seed.yaml').replace('27.0.2', '26.1.0'));
    synth('memory');
    expect(at.contentOf('dist')['memory/values/traefik.yaml']).toContain('traefik 26.1.0');
  });

  test('is not kept where it holds credentials', () => {
    at.write('clusters/memory.yaml', readTestFile('clusters/minimal.yaml'));
    rmSync(kept, { force: true });

    expect(at.run('main.ts', ['memory'], { MINIO_ACCESS_KEY_ID: 'tempo', MINIO_SECRET_ACCESS_KEY: 'correct-horse-battery' }).status).toBe(
      0,
    );
    expect(existsSync(kept)).toBe(false);
  });
});
