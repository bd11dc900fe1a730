/** What synth does not read again, because nothing has changed since the last run: it does so from a hundred clusters on. */
import { cpSync, readdirSync, readFileSync, renameSync, rmSync, statSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readTestFile } from '../synthesis';
import { ROOT, Workspace } from '../workspace';

const MANY = 100;
const BUILD = path.join(ROOT, 'build');
const at = new Workspace();
const seed = readTestFile('clusters/seed.yaml');
const writeCluster = (number: number, text = seed) =>
  at.write(`clusters/c${number}.yaml`, text.replaceAll('picluster.ricsanfre.com', `c${number}.example.com`));

/** What synth printed of the output, in words without the names of files. */
function synth(...args: string[]): string[] {
  const { status, stdout, stderr } = at.run('main.ts', args);
  if (status !== 0) throw new Error(stderr);
  return stdout.split('\n').filter((line) => /^(dist|unchanged)/.test(line));
}

/** The output is what a run without anything known writes. */
function isRight(): void {
  rmSync(inFolder('anew'), { recursive: true, force: true });
  synth('--out', 'anew');
  expect(at.contentOf('dist')).toEqual(at.contentOf('anew'));
}

const inFolder = (file: string) => path.join(at.folder, file);

/** Longer than the clock of a file system needs for a new time. */
const pause = () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 30);

beforeEach(() => {
  rmSync(inFolder('clusters/home.yaml'));
  for (let number = 0; number < MANY; number++) writeCluster(number);
  synth();
  pause();
});

test('a change by hand is undone, whatever it leaves of the size and the times', () => {
  const names = ['c1/tempo.k8s.yaml', 'c2/applications.k8s.yaml', 'c3/linkerd.k8s.yaml'];
  const [same, longer, copied] = names.map((name) => inFolder(`dist/${name}`)) as [string, string, string];
  const { atime, mtime } = statSync(same);
  writeFileSync(same, readFileSync(same, 'utf8').replace('kind: Namespace', 'kind: Nonespace'));
  utimesSync(same, atime, mtime);
  writeFileSync(longer, `${readFileSync(longer, 'utf8')}# by hand\n`);
  cpSync(copied, `${copied}.copy`);
  renameSync(`${copied}.copy`, copied);
  rmSync(inFolder('dist/c4/tempo.k8s.yaml'));
  renameSync(inFolder('dist/c5/values'), inFolder('dist/values'));
  renameSync(inFolder('dist/c6/values'), inFolder('dist/c5/values'));
  renameSync(inFolder('dist/values'), inFolder('dist/c6/values'));
  cpSync(inFolder('dist/c7/tempo.k8s.yaml'), inFolder('dist/c7/more.k8s.yaml'));
  rmSync(inFolder('dist/c8'), { recursive: true });

  expect(synth()).toEqual([
    'dist/c1: written tempo.k8s.yaml',
    'dist/c2: written applications.k8s.yaml',
    'dist/c4: written tempo.k8s.yaml',
    'dist/c5: written values/kube-prometheus-stack.yaml and values/traefik.yaml',
    'dist/c6: written values/kube-prometheus-stack.yaml and values/traefik.yaml',
    'dist/c7: removed more.k8s.yaml',
    'dist/c8: written 9 files',
    'unchanged: 93 clusters',
  ]);
  isRight();
});

test('a change of a cluster file is undone, with and without the results of earlier runs', () => {
  writeCluster(7, seed.replace('27.0.2', '26.1.0'));

  expect(synth()).toEqual(['dist/c7: written values/traefik.yaml', 'unchanged: 99 clusters']);
  isRight();
  writeCluster(7);
  for (const file of readdirSync(BUILD).filter((name) => /^main-\w+\.(results|stats)$/.test(name)))
    truncateSync(path.join(BUILD, file), 9_999);
  expect(synth()).toEqual(['dist/c7: written values/traefik.yaml', 'unchanged: 99 clusters']);
  isRight();
});
