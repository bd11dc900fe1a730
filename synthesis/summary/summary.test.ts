import * as yaml from 'yaml';
import { note } from '../../lib/findings/finding';
import type { Changes } from '../../lib/output/compare';
import { readTestFile } from '../../test/synthesis';
import type { Synthesis } from '../cluster-output';
import { synthesize } from '../synthesize';
import { summary } from './summary';

const NAMES = Array.from({ length: 12 }, (_, index) => `c${index + 1}`);

/** One cluster file for each name, each with its own domain, API server and S3 server. */
function fleetOf(names: readonly string[], change?: (text: string, index: number) => string): Synthesis {
  const seed = readTestFile('clusters/seed.yaml');
  const sources = names.map((name, index) => ({
    name,
    file: `clusters/${name}.yaml`,
    text: (change?.(seed, index) ?? seed.replace(/^gitops:/m, `gitops:\n  server: https://10.0.0.${index + 1}:6443`))
      .replace(/^domain: .*/m, `domain: ${name}.example.com`)
      .replace(/endpoint: .*/, `endpoint: s3.${name}.example.com`),
  }));
  return synthesize(sources, process.env, []);
}

const changes = (part: Partial<Changes>): Changes => ({ written: [], unchanged: [], removed: [], replaced: new Map(), ...part });

describe('with many clusters', () => {
  const fleet = fleetOf(NAMES);
  const all = [...fleet.files.keys()];

  test('a change of one tells its files, and only what it needs', () => {
    const written = ['c3/tempo.k8s.yaml'];
    const unchanged = all.filter((file) => !written.includes(file));

    const lines = summary('dist', changes({ written, unchanged, replaced: new Map([['c3/tempo.k8s.yaml', '']]) }), fleet, []);

    expect(lines.slice(0, 3)).toEqual(['dist/c3: written tempo.k8s.yaml', 'unchanged: 11 clusters', '\nthese must already exist:']);
    expect(lines).toContain('  - the S3 server s3.c3.example.com');
    expect(lines.join('\n')).not.toContain('c4');
    expect(lines.length).toBeLessThan(12);
  });

  test('new clusters tell what they have in common once', () => {
    const lines = summary('dist', changes({ written: all }), fleet, []);

    expect(lines.filter((line) => /^dist\/c\d+: written \d+ files$/.test(line))).toHaveLength(12);
    expect(lines.filter((line) => line.includes('Namespace tracing'))).toEqual(['  - Namespace tracing']);
    expect(lines).toContain('  - the S3 server s3.c12.example.com (c12)');
    expect(lines.filter((line) => line.includes('kubectl apply -f'))).toHaveLength(12);
    expect(lines.filter((line) => line.includes('/values/traefik.yaml'))).toHaveLength(1);
  });

  test('an AppProject that several clusters share permits what each of them needs, in one text', () => {
    const ofProject = (index: number, project: string) => (text: string) =>
      text.replace(/^gitops:/m, `gitops:\n  project: ${project}\n  server: https://10.0.0.${index}:6443`);
    const shared = fleetOf(['a', 'b', 'c', 'd'], (text, index) => ofProject(index, index < 3 ? 'platform' : 'other')(text));

    const lines = summary('dist', changes({ written: [...shared.files.keys()] }), shared, []);

    const [platform = '', ...others] = lines.filter((line) => line.includes('AppProject platform'));
    expect(others).toEqual([]);
    expect(platform.split('\n')[0]).toBe('  - the AppProject platform in namespace argocd, whose spec permits at least (a, b and c):');
    const spec = yaml.parse(platform.slice(platform.indexOf('\n')));
    const servers = spec.destinations.map(({ server }: { server: string }) => server);
    expect([...new Set(servers)]).toEqual([
      'https://kubernetes.default.svc',
      'https://10.0.0.0:6443',
      'https://10.0.0.1:6443',
      'https://10.0.0.2:6443',
    ]);
    expect(spec.sourceRepos).toEqual([...new Set(spec.sourceRepos)]);
    expect(lines.join('\n')).toContain('AppProject other in namespace argocd, whose spec permits at least (d):\n      sourceRepos:');
  });

  test('the same change of several clusters is told once, with the commands for each', () => {
    const change = (name: string, problem: string) => ({
      name,
      findings: [note({ file: 'x' }, { rule: 'change/bootstrap', problem, fix: 'apply it', commands: [`kubectl apply -f ${name}`] })],
    });

    const lines = summary('dist', changes({ unchanged: all }), fleet, [change('c1', 'p'), change('c2', 'q'), change('c3', 'p')]);

    expect(lines.slice(1)).toEqual([
      '\nthe change of c1 and c3:',
      ...['  - p; apply it', '      # for c1:', '      kubectl apply -f c1', '      # for c3:', '      kubectl apply -f c3'],
      '\nthe change of c2:',
      ...['  - q; apply it', '      kubectl apply -f c2'],
    ]);
  });

  test('the same change of many clusters is told without their names, if no other cluster changes', () => {
    const change = (index: number) => ({
      name: `c${index}`,
      findings: [note({ file: 'x' }, { rule: 'change/restarts', problem: 'restarts the pods' })],
    });
    const all = Array.from({ length: 21 }, (_, index) => change(index));
    const lineOf = (suites: ReturnType<typeof change>[]) =>
      summary('dist', changes({}), fleet, suites).find((line) => line.includes('the change of'));

    expect(lineOf(all)).toBe('\nthe change of all 21 clusters above:');
    expect(lineOf(all.slice(1))).toContain('the change of c1, c2, ');
    expect(lineOf([...all, { name: 'other', findings: [] }])).toContain('the change of c0, c1, ');
  });

  test('a removed cluster is told', () => {
    const lines = summary('dist', changes({ unchanged: all, removed: ['old/tempo.k8s.yaml', 'old/bootstrap.k8s.yaml'] }), fleet, []);

    expect(lines).toEqual(['dist/old: removed tempo.k8s.yaml and bootstrap.k8s.yaml', 'unchanged: 12 clusters']);
  });
});

test('a cluster that needs nothing has no list of requirements', () => {
  const text = readTestFile('clusters/local.yaml').replace(/^grafana:.*\n(\s.*\n)*/m, '');
  const synthesis = synthesize([{ name: 'local', file: 'clusters/local.yaml', text }], process.env, []);
  expect(synthesis.clusters[0]?.requirements).toEqual([]);

  expect(summary('dist', changes({ written: ['local/tempo.k8s.yaml'] }), synthesis, []).join('\n')).not.toContain('must already have');
});

test('with three clusters, each file and each requirement of each cluster is told', () => {
  const fleet = fleetOf(NAMES.slice(0, 3));
  const unchanged = [...fleet.files.keys()];

  const lines = summary('dist', changes({ unchanged }), fleet, []);

  expect(lines.slice(0, unchanged.length)).toEqual(unchanged.map((file) => `unchanged dist/${file}`));
  for (const name of ['c1', 'c2', 'c3']) expect(lines).toContain(`\n${name} must already have:`);
});
