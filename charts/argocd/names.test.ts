import { objectsIn, said, synthesizeCluster, synthesizeText } from '../../test/synthesis';

const GITOPS = 'gitops:\n';
const full = (gitops: string) => synthesizeCluster('full', [GITOPS, `${GITOPS}  ${gitops}\n`]);
const named = (synthesis: ReturnType<typeof full>, kind: string) =>
  objectsIn(synthesis)
    .filter((object) => object.kind === kind)
    .map(({ metadata }) => metadata.name);
const OURS = ['tempo', 'traefik', 'linkerd', 'emojivoto'];

describe('gitops.names', () => {
  test('name the root, the Applications and their AppProjects', () => {
    const synthesis = full('names: {root: "{cluster}", application: "traces-{component}-{cluster}"}');

    expect(named(synthesis, 'Application')).toEqual(['full', ...OURS.map((component) => `traces-${component}-full`)]);
    expect(named(synthesis, 'AppProject').sort()).toEqual(['full', ...OURS.map((component) => `traces-${component}-full`)].sort());
    const applications = objectsIn(synthesis).filter(({ kind, metadata }) => kind === 'Application' && metadata.name !== 'full');
    expect(applications.map(({ spec, metadata }) => [spec.project, metadata.annotations?.['tempo-gitops.io/component']])).toEqual(
      OURS.map((component) => [`traces-${component}-full`, component]),
    );
  });

  test('may give one AppProject to all components, which permits what each of them needs', () => {
    const synthesis = full('names: {project: "apps-{cluster}"}');
    const projects = objectsIn(synthesis).filter(({ kind }) => kind === 'AppProject');

    expect(projects.map(({ metadata }) => metadata.name)).toEqual(['apps-full', 'full-tracing']);
    expect(projects[0]?.spec.destinations.map(({ namespace }: { namespace: string }) => namespace)).toEqual(
      expect.arrayContaining(['traces', 'minio-bootstrap', 'ingress', 'linkerd-jaeger', 'emojivoto']),
    );
    expect(projects[1]?.spec.destinations).toEqual([{ server: 'https://kubernetes.default.svc', namespace: 'gitops' }]);
    expect(named(synthesis, 'Application')[1]).toBe('full-tracing-tempo');
  });

  test('are the usual ones without it, and no annotation tells the component', () => {
    const usual = full('names: {}');

    expect([...usual.files]).toEqual([...synthesizeCluster('full').files]);
  });

  test('are in fleet.json', () => {
    const text = `domain: example.org\ngitops: {repoURL: "https://git.example.org/t.git", names: {root: "traces-{cluster}"}}\ntempo: {chart: 2.26.2, receivers: [otlp-grpc], storage: {bucket: traces, endpoint: s3.example.org}, credentials: {existing: {}}}\n`;
    const synthesis = synthesizeText(text, 'home', 'repoURL: https://git.example.org/t.git\n');

    expect(JSON.parse(synthesis.files.get('home/fleet.json') ?? '')).toMatchObject({ name: 'traces-home' });
  });

  test.each([
    ['names: {application: "{cluster}-tempo"}', /names\.application: "\{cluster\}-tempo" lacks \{component\}; add it$/],
    ['names: {application: same}', /names\.application: "same" lacks \{cluster\} and \{component\}; add them$/],
    ['names: {root: tracing}', /names\.root: "tracing" lacks \{cluster\}; add it$/],
    ['names: {project: "{cluster}-{componnt}"}', /names\.project: \{componnt\} cannot be used here; did you mean \{component\}\?$/],
    [
      'names: {project: "UPPER {cluster}"}',
      /names\.project: "UPPER \{cluster\}" is not a pattern of names; use lower-case letters, digits, hyphens and/,
    ],
    ['names: {project: "{cluster}_{component}"}', /names\.project: .* is not a pattern/],
    ['names: {root: "{cluster}-{component}"}', /names\.root: \{component\} cannot be used here; use \{cluster\}$/],
    ['names: {application: "-{cluster}-{component}"}', /names\.application: -full-tempo is not a name of at most 63 characters/],
    [`names: {root: "{cluster}-${'x'.repeat(60)}"}`, /names\.root: full-x+ is not a name of at most 63 characters/],
    [
      'names: {root: "{cluster}-tempo", application: "{cluster}-{component}"}',
      /names\.application: full-tempo is also the name of the root/,
    ],
    ['names: {project: "{cluster}-tracing"}', /names\.project: full-tracing is also the name of the root/],
    ['{names: {project: "{cluster}"}, project: platform}', /./],
  ])('%s is refused', (gitops, expected) => {
    const text = gitops.startsWith('{') ? 'project: platform\n  names: {project: "{cluster}"}' : gitops;

    expect(said(full(text))).toEqual([expect.stringMatching(expected)]);
  });

  test('tell what to do where the usual name of the Applications is that of the root', () => {
    expect(said(full('names: {root: "{cluster}-tracing-tempo", application: "{cluster}-tracing-{component}"}'))).toEqual([
      expect.stringMatching(
        /names\.application: full-tracing-tempo is also the name of the root; use another name, or gitops\.names\.root: "\{cluster\}-tracing"$/,
      ),
    ]);
  });

  test('without patterns fit a label, by which older releases of Argo CD track objects', () => {
    const monitored = (name: string, argocd: string) => {
      const text = `domain: example.org
gitops: {repoURL: "https://git.example.org/t.git", argocd: ${argocd}}
kubernetes: {apis: [monitoring.coreos.com/v1]}
monitoring: true
tempo: {chart: 2.26.2, receivers: [otlp-grpc], storage: {bucket: traces, endpoint: s3.example.org}, credentials: {existing: {}}}
`;
      return said(synthesizeText(text, name));
    };

    expect(monitored('a'.repeat(44), '2.14')).toEqual([]);
    expect(monitored('a'.repeat(45), '3.0')).toEqual([]);
    expect(monitored('a'.repeat(45), '2.14')).toEqual([
      expect.stringMatching(
        /gitops\.name: Application a{45}-tracing-monitoring has more than the 63 characters of the label by which Argo CD 2\.14 tracks its objects; set gitops\.name with at most 44 characters, or use Argo CD 3\.0 or newer$/,
      ),
    ]);
  });

  test('two clusters whose patterns meet in one name are refused', () => {
    const { synthesize } = jest.requireActual<typeof import('../../synthesis/synthesize')>('../../synthesis/synthesize');
    const source = (name: string, names: string) => ({
      ...{ name, file: `clusters/${name}.yaml` },
      text: `domain: ${name}.example.org\ngitops: {repoURL: "https://git.example.org/t.git", names: ${names}}\ntempo: {chart: 2.26.2, receivers: [otlp-grpc], storage: {bucket: ${name}-traces, endpoint: s3.example.org}, credentials: {existing: {}}}\n`,
    });
    const both = synthesize([source('lab', '{application: "{cluster}-{component}"}'), source('lab-tempo', '{root: "{cluster}"}')], {});

    expect(said(both)).toEqual([
      expect.stringMatching(/gitops\.names: Application lab-tempo in argocd is also that of clusters\/lab\.yaml/),
    ]);
    expect(said(synthesize([source('lab', '{}'), source('lab-tempo', '{}')], {}))).toEqual([]);
  });
});

describe('gitops.project', () => {
  const synthesis = full('project: platform');

  test('is the AppProject of the root and of all Applications, and none is written', () => {
    expect(named(synthesis, 'AppProject')).toEqual([]);
    expect(new Set(objectsIn(synthesis).flatMap(({ kind, spec }) => (kind === 'Application' ? spec.project : [])))).toEqual(
      new Set(['platform']),
    );
  });

  test('must permit what all of them need, which an administrator can copy', () => {
    const requirement =
      synthesis.clusters[0]?.requirements.find((each) => each.startsWith('the AppProject platform in namespace gitops')) ?? '';

    expect(requirement).toContain('\n        - git@git.example.org:team/tracing.git');
    expect(requirement).toContain('https://grafana.github.io/helm-charts');
    expect(requirement).toMatch(/namespace: ingress\n/);
    expect(requirement).toMatch(/group: argoproj\.io\n +kind: Application\n/);
    expect(requirement).toMatch(/kind: Namespace\n +name: traces\n/);
  });
});
