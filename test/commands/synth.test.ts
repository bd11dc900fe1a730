import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readTestFile } from '../synthesis';
import { ROOT, Workspace } from '../workspace';

const at = new Workspace();
const synth = (...args: string[]) => at.run('main.ts', args);
const check = (...args: string[]) => at.run('commands/check.ts', args);
const jobFiles = () => readdirSync(path.join(at.folder, 'dist/home')).filter((file) => file.startsWith('minio-bootstrap'));

describe('synth', () => {
  test('writes the folder of each cluster, and prints what must be done by hand', () => {
    rmSync(path.join(at.folder, 'dist'), { recursive: true });

    const { status, stdout, stderr } = synth();

    expect(status).toBe(0);
    expect(readdirSync(path.join(at.folder, 'dist/home')).sort()).toEqual([
      'applications.k8s.yaml',
      'bootstrap.k8s.yaml',
      'emojivoto.k8s.yaml',
      'linkerd.k8s.yaml',
      expect.stringMatching(/^minio-bootstrap-\w+\.k8s\.yaml$/),
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

  test('writes no output among the cluster files', () => {
    const { status, stderr } = synth('--out', 'clusters/out');

    expect(stderr).toContain('clusters/out: is in the folder with the cluster files');
    expect(status).toBe(1);
    expect(readdirSync(path.join(at.folder, 'clusters'))).not.toContain('out');
  });

  test('writes nothing the second time', () => {
    const { status, stdout } = synth();

    expect(status).toBe(0);
    expect(stdout).not.toMatch(/^(written|removed)/m);
    expect(stdout).not.toContain('kubectl apply');
  });

  test('replaces the file of the bucket Job when the Job changes', () => {
    synth();
    const [before] = jobFiles();
    at.write('clusters/home.yaml', readTestFile('clusters/seed.yaml').replace('region: eu-west-1', 'region: eu-west-3'));

    const { stdout } = synth();

    expect(jobFiles()).toHaveLength(1);
    expect(stdout.match(/^removed .*$/gm)).toEqual([`removed   dist/home/${before}`]);
    expect(readFileSync(path.join(at.folder, 'dist/home/applications.k8s.yaml'), 'utf8')).toContain(
      `'{tempo,minio,${jobFiles()[0]?.replace('.k8s.yaml', '')}}.k8s.yaml'`,
    );
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
      const removed = stdout.match(/^removed .*$/gm)?.filter((line) => !/minio-bootstrap-\w+\.k8s\.yaml$/.test(line));
      expect(removed).toEqual([`removed   dist/home/${file}`]);
      expect(check().status).toBe(0);
    },
  );

  test('warns of a bootstrap file that permits less than before', () => {
    at.write('clusters/home.yaml', readTestFile('clusters/seed.yaml').replace(/^minio:\n.*\n/m, ''));
    expect(synth().stdout).toContain('the AppProjects permit less than before; an administrator of Argo CD must apply them after Argo CD');

    at.write('clusters/home.yaml', readTestFile('clusters/seed.yaml'));
    expect(synth().stdout).not.toContain('permits less');
  });

  test('leaves the output byte-identical when it fails', () => {
    const before = at.contentOf('dist');
    at.write('clusters/other.yaml', 'domain: example.org\n');
    at.write('clusters/home.yaml', readTestFile('clusters/seed.yaml').replace('27.0.2', '26.1.0'));

    const { status, stderr } = synth();

    expect(status).toBe(1);
    expect(stderr).toContain('clusters/other.yaml:1:1 gitops: missing');
    expect(at.contentOf('dist')).toEqual(before);
  });

  test('changes only the named clusters, and without names removes those without a cluster file', () => {
    at.write('clusters/other.yaml', readTestFile('clusters/seed.yaml').replace(/^domain: .*/m, 'domain: other.example.org'));
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

  test('accepts other folders, and names the cluster file by its path in the repository', () => {
    cpSync(path.join(at.folder, 'clusters'), path.join(at.folder, 'in'), { recursive: true });

    expect(synth('--clusters', 'in', '--out=out/deep').status).toBe(0);
    expect(readFileSync(path.join(at.folder, 'out/deep/home/tempo.k8s.yaml'), 'utf8')).toMatch(
      /^# Generated from clusters\/home\.yaml by `npm run synth`; do not edit\.\n/,
    );
  });

  test('names a cluster file in a folder, and does not ask for anything when it moves there', () => {
    expect(synth().status).toBe(0);
    at.write('clusters/eu/home.yaml', readFileSync(path.join(at.folder, 'clusters/home.yaml'), 'utf8'));
    rmSync(path.join(at.folder, 'clusters/home.yaml'));

    expect(synth()).toMatchObject({ status: 0, stdout: expect.not.stringMatching(/administrator|restarts/) });
    expect(readFileSync(path.join(at.folder, 'dist/home/tempo.k8s.yaml'), 'utf8')).toMatch(/^# Generated from clusters\/eu\/home\.yaml by/);
    expect(at.run('commands/check.ts').status).toBe(0);
    expect(synth('--clusters', 'clusters/eu').status).toBe(0);
    expect(at.run('commands/check.ts')).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('+# Generated from clusters/eu/home.yaml'),
    });
  });

  test('writes to the folder that the cdk8s command line sets', () => {
    expect(at.run('main.ts', [], { CDK8S_OUTDIR: 'build/cdk8s' }).status).toBe(0);
    expect(readdirSync(path.join(at.folder, 'build/cdk8s'))).toEqual(['home']);
  });
});

describe('in a machine-readable format', () => {
  test('standard output contains only the findings and the written files', () => {
    at.write('clusters/home.yaml', readTestFile('clusters/seed.yaml').replace('revision: main', 'revision: next'));
    rmSync(path.join(at.folder, 'dist/home/values'), { recursive: true });

    const { status, stdout, stderr } = synth('--format', 'json');

    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({
      clusters: [
        {
          name: 'home',
          verdicts: [
            { severity: 'note', place: { file: 'clusters/home.yaml', line: 9, column: 1 }, subject: 'tempo', problem: expect.any(String) },
            { severity: 'note', rule: 'traefik/foreign-context', subject: 'traefik' },
            { severity: 'note', rule: 'change/source', subject: 'gitops.revision' },
            { severity: 'note', rule: 'change/bootstrap', commands: ['kubectl apply -f dist/home/bootstrap.k8s.yaml'] },
          ],
        },
      ],
      written: expect.arrayContaining(['dist/home/bootstrap.k8s.yaml', 'dist/home/values/traefik.yaml']),
      unchanged: expect.arrayContaining(['dist/home/emojivoto.k8s.yaml']),
      removed: [],
    });
    expect(readFileSync(path.join(at.folder, 'dist/home/bootstrap.k8s.yaml'), 'utf8')).toContain('targetRevision: next');
  });

  test('a refusal has its rule and place, and nothing is written', () => {
    const before = at.contentOf('dist');
    at.write('clusters/home.yaml', readTestFile('clusters/seed.yaml').replace('domain:', 'domian:'));

    const github = synth('--format=github');
    expect(github).toMatchObject({ status: 1, stderr: '' });
    expect(github.stdout).toMatch(
      /^::error file=clusters\/home\.yaml,line=\d+,col=1,title=cluster-file\/unknown-key::domian: unknown key; did you mean domain\?\n$/,
    );

    const { runs } = JSON.parse(synth('--format=sarif').stdout);
    expect(runs[0].results).toMatchObject([{ ruleId: 'cluster-file/unknown-key', level: 'error' }]);
    expect(runs[0].tool.driver.rules[runs[0].results[0].ruleIndex].id).toBe('cluster-file/unknown-key');
    expect(JSON.parse(synth('--format=json').stdout)).toMatchObject({ written: [], unchanged: [], removed: [] });
    expect(at.contentOf('dist')).toEqual(before);
  });
});

describe('the result of an earlier run', () => {
  const results = () => {
    const build = path.join(ROOT, 'build');
    return readdirSync(build)
      .filter((file) => /^main-\w+\.results$/.test(file))
      .map((file) => path.join(build, file));
  };

  test('is reused only for exactly the same text, and not if it is damaged', () => {
    const seed = readTestFile('clusters/seed.yaml').replace(/^domain: .*/m, 'domain: memory.example.org');
    at.write('clusters/memory.yaml', seed);
    const before = synth('--out', 'again', 'memory').stdout;
    for (const file of results())
      writeFileSync(file, readFileSync(file, 'latin1').replaceAll('memory.example.org', 'theirs.example.org'), 'latin1');

    expect(synth('--out', 'damaged', 'memory').stdout.replaceAll('damaged', 'again')).toBe(before);
    expect(at.contentOf('damaged')).toEqual(at.contentOf('again'));
    at.write('clusters/memory.yaml', seed.replace('27.0.2', '26.1.0'));
    synth('memory');
    expect(at.contentOf('dist')['memory/values/traefik.yaml']).toContain('traefik 26.1.0');
  });

  test('is not stored if it contains credentials', () => {
    at.write('clusters/memory.yaml', readTestFile('clusters/minimal.yaml'));

    expect(at.run('main.ts', ['memory'], { MINIO_ACCESS_KEY_ID: 'tempo', MINIO_SECRET_ACCESS_KEY: 'correct-horse-battery' }).status).toBe(
      0,
    );
    for (const file of results()) expect(readFileSync(file, 'utf8')).not.toContain('correct-horse-battery');
  });
});
