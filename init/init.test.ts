import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { load } from 'js-yaml';
import { distributedReleases, monolithicReleases } from '../charts/tempo/releases';
import { traefikReleases } from '../charts/traefik/releases';
import { said, synthesizeText } from '../test/synthesis';
import { type AnswersProps, answersTo } from './answers';
import { newFiles, pinningFile } from './files';
import { jsonText } from './json-file';
import { newestFitting } from './newest';
import { packageText, SCRIPTS } from './package-file';
import type { Answers } from './questions';
import { newSettings } from './renovate/config';
import { inTheWay, writeAll } from './write';

const NEEDED = { domain: 'lab.example.org', 'repo-url': 'https://github.com/me/lab.git' };
const answer = (given: Answers = {}, more: Partial<AnswersProps> = {}) =>
  answersTo({ given: { ...NEEDED, ...given }, yes: true, say: () => undefined, ...more });
const fitting = async (given: Answers = {}) => newestFitting((await answer(given)).answers);

const last = (table: { releases: readonly { version: string }[] }) => table.releases.at(-1)?.version;

describe('the cluster file', () => {
  test.each<[string, Answers]>([
    ['the usual answers', {}],
    [
      'everything of k3s',
      { traefik: 'k3s', linkerd: '2.20', grafana: 'sidecar', 'loki-url': 'http://loki.logging:3100', emojivoto: 'yes' },
    ],
    ['microservices', { tempo: 'microservices', traefik: 'release', grafana: 'operator' }],
    ['Kafka', { tempo: 'microservices', kafka: 'kafka.kafka:9092' }],
    ['Amazon S3', { server: 'aws', credentials: 'external-secret' }],
    ['Garage by plain HTTP', { server: 'garage', endpoint: 'garage.storage:3900', http: 'yes' }],
    ['another server', { server: 'other' }],
    ['Google', { storage: 'gcs', tempo: 'microservices' }],
    ['Azure', { storage: 'azure' }],
    ['a disk', { storage: 'local', traefik: 'none', grafana: 'none' }],
    ['an old Traefik', { 'traefik-version': '27.0.2' }],
    ['an old Linkerd', { linkerd: '2.14.10', tempo: 'microservices' }],
  ])('fits with %s, without a warning', async (_name, given) => {
    const { source, errors } = await fitting(given);
    const synthesis = synthesizeText(source.text);

    expect(errors.map(({ problem }) => problem)).toEqual([]);
    expect([...said(synthesis), ...said(synthesis, 'warning')]).toEqual([]);
    expect(source.text.split('\n')[0]).toBe('# yaml-language-server: $schema=../node_modules/tempo-gitops/schema/cluster.json');
    expect(source.text.match(/#/g)?.length).toBeGreaterThan(8);
  });

  test('has the newest release that fits', async () => {
    const pinned = async (given: Answers) => load((await fitting(given)).source.text) as { tempo: Record<string, string> };
    expect((await pinned({})).tempo.monolithic).toBe(last(monolithicReleases));
    expect((await pinned({ tempo: 'microservices' })).tempo.chart).toBe(distributedReleases.last(({ tempo }) => !tempo.kafka));
    expect((await pinned({ tempo: 'microservices', kafka: 'kafka:9092' })).tempo.chart).toBe(last(distributedReleases));
    const withOldMesh = (await pinned({ tempo: 'microservices', linkerd: '2.14.10' })).tempo;
    expect(withOldMesh.chart).toBe(distributedReleases.last(({ tempo }) => tempo.receivers.includes('opencensus')));
    expect((await fitting({ traefik: 'release' })).source.text).toContain(`chart: ${last(traefikReleases)}\n`);
  });

  test('is refused where nothing fits', async () => {
    const { errors } = await fitting({ tempo: 'microservices', storage: 'local' });

    expect(errors.map(({ subject }) => subject)).toEqual(['tempo.storage.local']);
  });
});

describe('the answers', () => {
  test.each<[Answers, string]>([
    [{ domain: 'Lab' }, '--domain: "Lab" is not a domain; use two or more labels'],
    [{ storage: 's4' }, '--storage: unknown value s4; did you mean s3?'],
    [{ kafka: 'kafka:9092' }, '--kafka is only for --tempo microservices; remove it'],
    [{ 'linkerd-issuer': 'ca', linkerd: '2.20' }, '--linkerd-issuer is only for a Linkerd with the Jaeger extension; remove it'],
    [{ 'repo-url': 'lab' }, '--repo-url: "lab" is not '],
  ])('%j is refused', async (given, message) => {
    await expect(answer(given)).rejects.toThrow(message);
  });

  test('without a terminal, what has no usual answer must be given', async () => {
    const props = { given: {}, yes: false, say: () => undefined };

    await expect(answersTo(props)).rejects.toThrow(/^there is no terminal to ask on; add --domain DOMAIN/);
    await expect(answersTo({ ...props, given: NEEDED })).resolves.toMatchObject({
      answers: { cluster: 'lab', ci: 'github' },
      examples: [],
    });
    expect((await answersTo({ ...props, yes: true })).examples).toContain('domain');
  });

  test('are asked for until they are right', async () => {
    const lines = ['', 'lab', 'lab.example.org', '', 'https://gitlab.example.org/me/lab.git', '2', '3.2'];
    const said: string[] = [];
    const asked: string[] = [];
    const ask = async (text: string) => {
      asked.push(text);
      return lines.shift() ?? '';
    };

    const { answers } = await answersTo({ given: { bucket: 'traces' }, ask, yes: false, say: (line) => said.push(line) });

    expect(answers).toMatchObject({
      domain: 'lab.example.org',
      cluster: 'lab',
      argocd: '3.2',
      bucket: 'traces',
      ci: 'gitlab',
      linkerd: 'none',
    });
    expect(said.map((line) => line.trim().split(';')[0])).toEqual([
      'an answer is required',
      '"lab" is not a domain',
      expect.stringMatching(/"2" is not/),
    ]);
    expect(asked).toContain('the name of the cluster [lab]: ');
    expect(asked.filter((text) => /bucket|Kafka/.test(text))).toEqual([]);
  });
});

describe('the files', () => {
  test('are complete, and their scripts exist', async () => {
    const { answers } = await answer();
    const both = ['github', 'gitlab'].flatMap((ci) => newFiles({ ...answers, ci }, newestFitting(answers).source));
    const { scripts } = JSON.parse(packageText('1.0.0')) as { scripts: Record<string, string> };
    const named = both.flatMap(([, text]) => [...text.matchAll(/npm run (?:-s )?([a-z]+)/g)].map(([, name]) => name));

    expect(both.map(([file]) => file)).toEqual(
      expect.arrayContaining(['clusters/lab.yaml', '.github/workflows/tempo-gitops.yml', '.gitlab-ci.yml', 'README.md']),
    );
    expect(both.filter(([, text]) => /(?<!\$)\{\{/.test(text))).toEqual([]);
    expect(named.filter((name) => !(name && name in scripts))).toEqual([]);
    expect(Object.keys(scripts)).toEqual(SCRIPTS);
    expect(JSON.parse(packageText('1.0.0'))).toMatchObject({ private: true, devDependencies: { 'tempo-gitops': '1.0.0' } });
  });

  test('has the mirrors of a closed network, and Renovate looks there', async () => {
    const given = { 'chart-mirror': 'oci://mirror.example.org/charts', 'image-mirror': 'mirror.example.org:5000/all' };
    const { registry } = load((await fitting(given)).source.text) as { registry?: object };

    expect(registry).toEqual({ charts: 'oci://mirror.example.org/charts', images: 'mirror.example.org:5000/all' });
    const renovate = async (more: Answers = {}) => jsonText(newSettings(true, [pinningFile((await answer(more)).answers)]));
    expect(await renovate(given)).toContain('mirror.example.org/charts/traefik');
    expect(await renovate()).not.toContain('mirror.example.org');
    expect(load((await fitting()).source.text)).not.toHaveProperty('registry');
  });

  const fileOf = async (file: string, given: Answers = {}) => {
    const { answers } = await answer(given);
    return newFiles(answers, newestFitting(answers).source).find(([name]) => name === file)?.[1] ?? '';
  };

  test.each([
    ['github', 'cluster; a pull request shows it as a comment. `npm run upgrade`'],
    ['gitlab', 'cluster; a merge request shows it as a comment, if the variable `COMMENT_TOKEN` is set. `npm run upgrade`'],
    ['none', 'cluster. `npm run upgrade`'],
  ])('say where a reviewer sees the diff: %s', async (ci, text) => {
    expect(await fileOf('README.md', { ci })).toContain(text);
  });

  test('only the job that runs nothing of the pull request may write', async () => {
    const github = load(await fileOf('.github/workflows/tempo-gitops.yml', { ci: 'github' })) as {
      permissions: object;
      jobs: Record<string, { permissions?: object; steps: { run?: string; uses?: string }[] }>;
    };
    const gitlab = load(await fileOf('.gitlab-ci.yml', { ci: 'gitlab' })) as Record<string, { script: string[]; variables: object }>;
    const { check, comment } = github.jobs;
    const { 'tempo-gitops': checked, 'tempo-gitops-comment': commented } = gitlab;

    expect(github.permissions).toEqual({ contents: 'read' });
    expect(check?.permissions).toBeUndefined();
    expect(comment?.permissions).toEqual({ 'pull-requests': 'write' });
    expect(comment?.steps.filter(({ run = '', uses = '' }) => /npm|checkout/.test(run + uses))).toEqual([]);
    // An expression in a script would be code of whoever names a branch.
    expect(Object.values(github.jobs).flatMap(({ steps }) => steps.filter(({ run }) => run?.includes('${{')))).toEqual([]);
    expect(commented?.variables).toMatchObject({ GIT_STRATEGY: 'none' });
    expect(commented?.script.filter((line) => typeof line !== 'string' || line.includes('npm'))).toEqual([]);
    expect(checked?.script).toEqual(expect.arrayContaining(['npm ci', 'npm run check']));
  });
});

describe('on the disk', () => {
  let folder: string;
  const before = process.cwd();
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'init-'));
    process.chdir(folder);
  });
  afterEach(() => {
    process.chdir(before);
    rmSync(folder, { recursive: true });
  });

  test('an existing file, link or parent is in the way', () => {
    writeFileSync('a', '');
    writeFileSync('.github', '');
    symlinkSync('nowhere', 'link');
    mkdirSync('clusters');

    expect(inTheWay(['a', 'b', 'link', '.github/workflows/x', 'clusters/a.yaml'])).toEqual(['.github', 'a', 'link']);
  });

  test('all is written, or nothing', () => {
    writeFileSync('package.json', '{}');
    writeAll([['clusters/lab.yaml', 'a']], [['package.json', '{"a": 1}']]);
    expect(['clusters/lab.yaml', 'package.json'].map((file) => readFileSync(file, 'utf8'))).toEqual(['a', '{"a": 1}']);

    expect(() =>
      writeAll(
        [['x/y/z', 'a']],
        [
          ['package.json', '{}'],
          ['missing.json', '{}'],
        ],
      ),
    ).toThrow();
    expect(readdirSync('.').sort()).toEqual(['clusters', 'package.json']);
    expect(readFileSync('package.json', 'utf8')).toBe('{"a": 1}');
    mkdirSync('b');
    expect(() =>
      writeAll([
        ['x/y', 'a'],
        ['b', 'c'],
      ]),
    ).toThrow();
    expect(readdirSync('.').sort()).toEqual(['b', 'clusters', 'package.json']);
  });
});
