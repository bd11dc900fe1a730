import { rmSync, symlinkSync } from 'node:fs';
import { load, loadAll } from 'js-yaml';
import { readOtherSources, readSources } from '../../lib/cluster-file/sources';
import { writeFiles } from '../../lib/files/write-files';
import { lineOf } from '../../lib/findings/sentence';
import { CREDENTIALS, type TestObject } from '../../test/synthesis';
import { inTemporaryFolder, write } from '../../test/temporary-folder';
import { readCluster } from '../../verify/read/cluster';
import { synthesize } from '../synthesize';
import { withWholeFleet } from './whole-fleet';

const STAGES = ['dev', 'staging', 'prod'];
const NAMES = STAGES.flatMap((stage) => [1, 2, 3, 4].map((number) => `${stage}-${number}`));
const BASE = `gitops: { repoURL: "https://git.example.org/tracing.git" }
tempo:
  chart: 2.26.2
  receivers: [otlp-grpc]
  storage: { endpoint: s3.example.org }
  credentials: { existing: {} }
  persistence: {}
`;
const FLEET = 'repoURL: https://git.example.org/tracing.git\nrevision: main\n';

inTemporaryFolder();
beforeEach(() => {
  write('base/all.yaml', BASE);
  for (const stage of STAGES) write(`base/${stage}.yaml`, `extends: all.yaml\ngitops: { revision: ${stage} }\n`);
  for (const name of NAMES) writeCluster(name);
});

const writeCluster = (name: string, gitops = '') =>
  write(
    `clusters/${name}.yaml`,
    `extends: ../base/${name.split('-')[0]}.yaml\ndomain: ${name}.example.org\ngitops:\n  cluster: ${name}\n${gitops}tempo: { storage: { bucket: ${name} } }\n`,
  );
const synthesis = () => synthesize(readSources('clusters', []), CREDENTIALS);
const errors = () => synthesis().findings.flatMap((finding) => (finding.severity === 'error' ? lineOf(finding) : []));
const objects = (text = '') => loadAll(text) as TestObject[];

test('the ApplicationSet makes the root Application that bootstrap.k8s.yaml had, in a project of its own', () => {
  const before = synthesis().files;
  write('fleet.yaml', FLEET);
  const { files } = synthesis();
  writeFiles('dist', files);

  for (const name of NAMES) {
    const old = objects(before.get(`${name}/bootstrap.k8s.yaml`)).find(({ kind }) => kind === 'Application');
    const stack = readCluster('dist', name, undefined);
    expect(stack.findings.map(lineOf)).toEqual([]);
    expect(stack.applications[0]?.manifest).toEqual({ ...old, spec: { ...old?.spec, project: 'tracing-fleet' } });
    expect(objects(files.get(`${name}/bootstrap.k8s.yaml`)).map(({ kind }) => kind)).toEqual(['AppProject']);
    expect(load(files.get(`${name}/fleet.json`) ?? '')).toMatchObject({
      ...{ name: `${name}-tracing`, folder: `dist/${name}`, revision: name.split('-')[0] },
    });
  }
  const own = (list: ReadonlyMap<string, string>) => [...list].filter(([file]) => !/fleet|bootstrap/.test(file));
  expect(own(files)).toEqual(own(before));
});

test('the ApplicationSet is safe by default', () => {
  write('fleet.yaml', FLEET);
  const [project, set, ...others] = objects(synthesis().files.get('fleet.k8s.yaml'));

  expect([project?.kind, project?.spec.sourceRepos, others]).toEqual(['AppProject', ['https://git.example.org/tracing.git'], []]);
  expect(set?.spec).toMatchObject({
    goTemplate: true,
    goTemplateOptions: ['missingkey=error'],
    generators: [{ git: { repoURL: 'https://git.example.org/tracing.git', revision: 'main', files: [{ path: 'dist/*/fleet.json' }] } }],
    syncPolicy: { applicationsSync: 'create-update', preserveResourcesOnDeletion: true },
    template: { spec: { project: 'tracing-fleet', destination: { namespace: 'argocd', server: 'https://kubernetes.default.svc' } } },
  });
  expect(set?.spec.strategy).toBeUndefined();
});

test.each([
  ['  namespace: other\n', 'argocd; set gitops.namespace: argocd, or correct it in fleet.yaml'],
  ['  repoURL: https://git.example.org/other.git\n', 'set gitops.repoURL: https://git.example.org/tracing.git'],
  ['  path: elsewhere/dev-1\n', 'dist/dev-1; remove gitops.path, or correct path in fleet.yaml'],
  ['  sync: manual\n', 'automated; set gitops.sync: automated'],
])('a cluster that the fleet does not fit is refused: %s', (gitops, fix) => {
  write('fleet.yaml', FLEET);
  writeCluster('dev-1', gitops);
  expect(errors()).toEqual([
    expect.stringMatching(/^clusters\/dev-1\.yaml:5:\d+ gitops\.\w+: .* is not what the ApplicationSet of fleet\.yaml/),
  ]);
  expect(errors()[0]).toContain(fix);
});

test('a path that is the same as without it fits', () => {
  write('fleet.yaml', FLEET);
  writeCluster('dev-1', '  path: dist/dev-1\n');
  expect(errors()).toEqual([]);
});

test.each([
  ['', ''],
  ['', '  cluster: in-cluster\n', 'another gitops.cluster'],
  ['  cluster: in-cluster\n', ''],
  ['  server: https://kubernetes.default.svc\n', '  cluster: in-cluster\n', 'another gitops.cluster'],
  ['  cluster: in-cluster\n', '  cluster: in-cluster\n', 'another gitops.cluster'],
])('two clusters of a fleet in that of its Argo CD are told: %j and %j', (first, second, fix = 'set gitops.server or gitops.cluster') => {
  write('fleet.yaml', FLEET);
  for (const [name, gitops] of [
    ['dev-1', first],
    ['dev-2', second],
  ] as const)
    write(
      `clusters/${name}.yaml`,
      `extends: ../base/dev.yaml\ndomain: ${name}.example.org\n${gitops && `gitops:\n${gitops}`}tempo: { storage: { bucket: ${name} } }\n`,
    );

  const told = synthesis().findings.filter(({ severity }) => severity !== 'note');

  // Where both say so, it is not an oversight.
  expect(told.map(({ severity }) => severity)).toEqual([first && second ? 'error' : 'warning']);
  expect(told.map(lineOf)).toEqual([
    expect.stringMatching(/^clusters\/dev-2\.yaml:.* in the cluster of Argo CD is also installed by clusters\/dev-1\.yaml /),
  ]);
  expect(told.map(lineOf).join()).toContain(`; use another namespace, or ${fix}`);
});

test('a broken link to the file of the fleet does not end the fleet', () => {
  symlinkSync('nowhere.yaml', 'fleet.yaml');
  expect(errors()).toEqual(['fleet.yaml:1:1 file: is a link to a file that does not exist; correct the link, or remove it']);
});

test('mistakes in fleet.yaml are at its lines, once', () => {
  write('fleet.yaml', 'repoUrl: https://git.example.org/tracing.git\nrevision: main\n');
  expect(errors()).toEqual(['fleet.yaml:1:1 repoUrl: unknown key; did you mean repoURL?']);
});

test('a path in a base is told once, for all clusters that extend it', () => {
  write('fleet.yaml', FLEET);
  write('base/all.yaml', BASE.replace('gitops: {', 'gitops: { path: dist/all,'));
  expect(errors()).toEqual([
    'base/all.yaml:1:17 gitops.path (in all 12 clusters): dist/all is not what the ApplicationSet of fleet.yaml needs: dist/<cluster>; remove gitops.path, or correct path in fleet.yaml',
  ]);
  write('fleet.yaml', `${FLEET}path: envs\n`);
  expect(errors()).toEqual([expect.stringContaining('needs: envs/<cluster>; set gitops.path: envs/<cluster> in each cluster file, with')]);
});

describe('what does not fit any cluster is told once, in fleet.yaml', () => {
  test.each([
    ['path: envs', 'path: envs is not what all clusters have in gitops.path: dist; write path: dist, or set gitops.path: envs/<cluster>'],
    ['namespace: cd', 'namespace: cd is not what all clusters have in gitops.namespace: argocd; write namespace: argocd, or set'],
    ['sync: manual', 'sync: manual is not what all clusters have in gitops.sync: automated; write sync: automated, or set'],
  ])('%s', (line, expected) => {
    write('fleet.yaml', `${FLEET}${line}\n`);
    expect(errors()).toEqual([expect.stringMatching(new RegExp(`^fleet\\.yaml:3:\\d+ ${expected}`))]);
  });

  test('with the line of a base that all clusters have the value from', () => {
    write('fleet.yaml', FLEET.replace('tracing.git', 'other.git'));
    expect(errors()).toEqual([
      'fleet.yaml:1:10 repoURL: https://git.example.org/other.git is not what all clusters have in gitops.repoURL (line 1 of base/all.yaml): https://git.example.org/tracing.git; write repoURL: https://git.example.org/tracing.git, or set gitops.repoURL: https://git.example.org/other.git for all clusters',
    ]);
  });

  test('and at each cluster where one of them fits', () => {
    write('fleet.yaml', `${FLEET}path: envs\n`);
    writeCluster('dev-1', '  path: envs/dev-1\n');
    expect(errors()).toHaveLength(NAMES.length - 1);
    expect(errors()[0]).toBe(
      'clusters/dev-2.yaml:3:1 gitops.path: dist/dev-2 is not what the ApplicationSet of fleet.yaml needs: envs/dev-2; set gitops.path: envs/dev-2 in the cluster file, or correct path in fleet.yaml',
    );
  });
});

test('a synth of one cluster writes no ApplicationSet that another cluster does not fit', () => {
  const errorsOfOne = () => {
    const others = readOtherSources('clusters', ['dev-1']);
    const { findings, refused, files } = withWholeFleet(synthesize(readSources('clusters', ['dev-1']), CREDENTIALS, others), 'dist');
    expect(files.size === 0).toBe(refused);
    return findings.flatMap((finding) => (finding.severity === 'error' ? lineOf(finding) : []));
  };
  write('fleet.yaml', FLEET);
  writeFiles('dist', synthesis().files);
  writeCluster('dev-2', '  namespace: cd\n');
  expect(errorsOfOne()).toEqual([]);
  write('fleet.yaml', `${FLEET}name: all\n`);
  expect(errorsOfOne()).toEqual([
    'clusters/dev-2.yaml:5:14 gitops.namespace: cd is not what the ApplicationSet of fleet.yaml needs: argocd; set gitops.namespace: argocd, or correct it in fleet.yaml',
  ]);
  rmSync('fleet.yaml');
  expect(errorsOfOne()).toEqual([
    'dist/fleet.k8s.yaml: makes the root Applications of all clusters, and there is no fleet.yaml for it; run the command without names of clusters, or restore fleet.yaml',
  ]);
  rmSync('dist/fleet.k8s.yaml');
  expect(errorsOfOne()).toEqual([]);
});

describe('the AppProject of the fleet, which permits only root Applications', () => {
  beforeEach(() => write('fleet.yaml', `${FLEET}name: tracing-dev-1\n`));
  const PROBLEM = 'tracing-dev-1 is the AppProject of fleet.yaml, which permits only root Applications';

  test('is not one that exists for what they sync', () => {
    writeCluster('dev-1', '  project: tracing-dev-1\n');
    expect(errors()).toEqual([
      `clusters/dev-1.yaml:5:12 gitops.project: ${PROBLEM}; use another AppProject, or another name in fleet.yaml`,
    ]);
  });

  test('is not one of a cluster', () => {
    writeCluster('dev-1', '  names: { project: "tracing-{cluster}" }\n');
    expect(errors()).toEqual([
      `clusters/dev-1.yaml:5:3 gitops.names: ${PROBLEM}; use another gitops.names.project, or another name in fleet.yaml`,
    ]);
  });
});
