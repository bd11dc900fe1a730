import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readTestFile } from '../synthesis';
import { Workspace } from '../workspace';

const at = new Workspace();
const seed = (...changes: [string | RegExp, string][]) =>
  changes.reduce((text, [from, to]) => text.replace(from, to), readTestFile('clusters/seed.yaml'));
const synth = (...args: string[]) => at.run('main.ts', args);
const commit = (...files: string[]) => {
  at.git('add', '--all', ...files);
  at.git('commit', '-qm', 'a');
};
const init = () => at.git('init', '-q', '-b', 'main');

const OTHER_BUCKET: [string, string] = ['bucket: k3s-tempo', 'bucket: other'];

describe('synth, where an output exists', () => {
  test('refuses a change that loses data, and leaves the output as it was', () => {
    const before = at.contentOf('dist');
    at.write('clusters/home.yaml', seed(OTHER_BUCKET));

    expect(synth()).toMatchObject({
      status: 1,
      stdout: '',
      stderr: expect.stringMatching(
        /^clusters\/home\.yaml:13:5 tempo\.storage: stores traces in bucket other instead of bucket k3s-tempo, so older traces/m,
      ),
    });
    expect(at.contentOf('dist')).toEqual(before);
    expect(at.run('commands/check.ts').stdout).toContain('other');
  });

  test('writes it when it is accepted, with the reason, and is quiet afterwards', () => {
    at.write('clusters/home.yaml', `${seed(OTHER_BUCKET)}\naccept: [{ rule: change/storage, reason: the traces were copied }]\n`);

    expect(synth()).toMatchObject({
      status: 0,
      stderr: expect.stringMatching(/^accepted error: clusters\/home\.yaml:13:5 tempo\.storage: .* \(accepted: the traces were copied\)$/m),
    });
    expect(synth()).toMatchObject({ status: 0, stderr: expect.not.stringContaining('accept') });
    expect(at.run('commands/check.ts').status).toBe(0);
  });

  test('may undo what was never committed', () => {
    at.write('clusters/home.yaml', `${seed(OTHER_BUCKET)}\naccept: [{ rule: change/storage, reason: the traces were copied }]\n`);
    init();
    commit('dist');
    expect(synth().status).toBe(0);
    at.write('clusters/home.yaml', seed());

    expect(synth()).toMatchObject({
      status: 0,
      stderr: expect.stringMatching(
        /^accepted error: .* stores traces in bucket k3s-tempo .* \(accepted: it will be as it is in HEAD, and/m,
      ),
    });
    at.write('clusters/home.yaml', seed(OTHER_BUCKET));
    expect(synth().status).toBe(1);
  });

  test('refuses to undo what another commit has: in the index, or in a merge that is not finished', () => {
    const accepted = `${seed(OTHER_BUCKET)}\naccept: [{ rule: change/storage, reason: the traces were copied }]\n`;
    const undo = () => {
      at.write('clusters/home.yaml', seed());
      return synth();
    };
    init();
    commit('dist', 'clusters');
    at.write('clusters/home.yaml', accepted);
    synth();
    at.git('add', '--all', 'dist');
    expect(undo().status).toBe(1);

    at.write('clusters/home.yaml', accepted);
    at.git('checkout', '-qb', 'other');
    commit('dist', 'clusters');
    at.git('checkout', '-q', 'main');
    at.write('note.txt', 'a');
    at.git('add', 'note.txt');
    at.git('commit', '-qm', 'b');
    at.git('merge', '-q', '--no-commit', '--no-ff', 'other');
    expect(undo().status).toBe(1);

    // The other side of the merge runs, and this side has the file with the conflict.
    const file = path.join(at.folder, 'dist/home/applications.k8s.yaml');
    writeFileSync(file, `${readFileSync(file, 'utf8')}<<<<<<< HEAD\n=======\n>>>>>>> other\n`);
    expect(undo()).toMatchObject({ status: 1, stderr: expect.stringContaining('instead of bucket other') });
  });

  test('compares with the commit where a merge left a conflict, and where a folder is missing', () => {
    init();
    commit('dist');
    const file = path.join(at.folder, 'dist/home/applications.k8s.yaml');
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace('spec:\n', '<<<<<<< HEAD\nspec:\n=======\nspec: {}\n>>>>>>> x\n'));
    at.write('clusters/home.yaml', seed(OTHER_BUCKET));

    const refused = { status: 1, stderr: expect.stringContaining('stores traces in bucket other instead of bucket k3s-tempo') };
    expect(synth()).toMatchObject(refused);
    expect(synth().stderr).not.toContain('is unknown');

    at.write('dist/other/a.k8s.yaml', text);
    rmSync(path.join(at.folder, 'dist/home'), { recursive: true });
    expect(synth()).toMatchObject(refused);
    expect(existsSync(path.join(at.folder, 'dist/home'))).toBe(false);
    rmSync(path.join(at.folder, 'dist'), { recursive: true });
    expect(synth()).toMatchObject(refused);

    at.write('clusters/home.yaml', seed());
    expect(synth()).toMatchObject({ status: 0, stderr: expect.not.stringContaining('change/') });
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  test('has nothing to compare a new cluster with, also where HEAD has the output of others', () => {
    init();
    commit('dist');
    rmSync(path.join(at.folder, 'dist'), { recursive: true });
    rmSync(path.join(at.folder, 'clusters/home.yaml'));
    at.write('clusters/mine.yaml', seed(OTHER_BUCKET));

    expect(synth()).toMatchObject({
      status: 0,
      stdout: expect.not.stringContaining('kubectl -n argocd delete'),
      stderr: expect.not.stringContaining('change/'),
    });
  });

  test('prints the steps for an administrator, with their commands, after the files', () => {
    at.write('clusters/home.yaml', seed([/^emojivoto:.*\n/m, '']));

    const { status, stdout } = synth();

    expect(status).toBe(0);
    expect(stdout).toMatch(/\nthe change of home:\n/);
    expect(stdout).toContain('\n      kubectl -n argocd delete appproject home-tracing-emojivoto\n');
  });

  test('removes the output of the last cluster, with the commands to uninstall it', () => {
    rmSync(path.join(at.folder, 'clusters/home.yaml'));

    expect(synth()).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('      kubectl -n argocd delete application home-tracing\n'),
    });
    expect(at.contentOf('dist')).toEqual({});
    expect(synth()).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('clusters: no cluster file; write clusters/<cluster>.yaml'),
    });
  });

  test('refuses a loss of one cluster of a fleet', () => {
    at.write('fleet.yaml', 'repoURL: https://github.com/ricsanfre/pi-cluster-tracing.git\n');
    const office = (bucket: string) => seed([/k3s-tempo/, bucket], [/picluster/g, 'office']);
    at.write('clusters/office.yaml', office('office'));
    expect(synth()).toMatchObject({ status: 0 });
    at.write('clusters/office.yaml', office('other'));

    const { status, stderr } = synth();

    expect(status).toBe(1);
    expect(stderr).toContain('stores traces in bucket other instead of bucket office');
    expect(stderr).not.toContain('leaves');
  });

  test('names a renamed file also if only the new one is asked for', () => {
    rmSync(path.join(at.folder, 'clusters/home.yaml'));
    at.write('clusters/casa.yaml', seed());

    expect(synth('casa')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('casa takes over what Application home-tracing-tempo'),
    });
  });

  test.each(['deleted', 'not YAML'])('warns once about a file that is %s, whose changes are unknown', (what) => {
    const file = 'dist/home/applications.k8s.yaml';
    if (what === 'deleted') rmSync(path.join(at.folder, file));
    else at.write(file, `${readFileSync(path.join(at.folder, file), 'utf8')} : : [\n`);
    at.write('clusters/home.yaml', seed(['sampleRate: 1.0', 'sampleRate: 0.5']));

    const { status, stderr } = synth();

    expect(status).toBe(0);
    expect(stderr.split('\n').filter((line) => line.includes('so what changes in it is unknown'))).toEqual([
      expect.stringMatching(
        /^warning: dist\/home\/applications\.k8s\.yaml: is .*; compare with the commit by `npm run verify -- --from HEAD`/,
      ),
    ]);
  });

  test('names a renamed file, and gitops.name keeps everything', () => {
    rmSync(path.join(at.folder, 'clusters/home.yaml'));
    at.write('clusters/casa.yaml', seed());
    expect(synth()).toMatchObject({ status: 1, stderr: expect.stringContaining('; set gitops.name: home, or take') });

    at.write('clusters/casa.yaml', seed(['  revision: main', '  revision: main\n  name: home']));
    expect(synth('casa')).toMatchObject({ status: 0, stdout: expect.stringContaining('written   dist/home/tempo.k8s.yaml') });
    expect(readFileSync(path.join(at.folder, 'dist/home/tempo.k8s.yaml'), 'utf8')).toMatch(/^# Generated from clusters\/casa\.yaml/);
    expect(at.run('commands/check.ts', ['casa']).status).toBe(0);
  });

  test('warns of an old file that cannot be read', () => {
    at.write('dist/home/tempo.k8s.yaml', `${readFileSync(path.join(at.folder, 'dist/home/tempo.k8s.yaml'), 'utf8')}\nspec: [\n`);

    expect(synth()).toMatchObject({
      status: 0,
      stderr: expect.stringMatching(
        /^warning: dist\/home\/tempo\.k8s\.yaml: is not valid YAML \(.*\), so what changes in it is unknown; compare with the commit/m,
      ),
    });
  });

  test('has the findings in every format', () => {
    at.write('clusters/home.yaml', seed(OTHER_BUCKET));

    const { runs } = JSON.parse(synth('--format=sarif').stdout);
    const found = runs[0].results.find(({ ruleId }: { ruleId: string }) => ruleId === 'change/storage');
    expect(runs[0].tool.driver.rules[found.ruleIndex].id).toBe('change/storage');
    expect(JSON.parse(synth('--format=json').stdout)).toMatchObject({ written: [], clusters: [{ name: 'home' }] });
    expect(synth('--format=junit').stdout).toContain('type="change/storage"');
  });
});
