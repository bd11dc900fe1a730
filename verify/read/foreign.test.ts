/** Manifests of other authors: a folder of Applications, charts and values. */
import { emojivoto } from '../../charts/emojivoto/release';
import { errorsIn as errors, judgedFolder as judged } from '../../test/judged-folder';
import { type ClusterReport, notProvenIn } from '../report/report';

const REPOSITORY = 'https://git.example.org/cluster.git';

const application = (name: string, source: string) =>
  `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: ${name}, namespace: argocd}\nspec:\n  project: default\n  destination: {namespace: ${name}, server: https://kubernetes.default.svc}\n  source:\n    ${source.trim().replaceAll('\n', '\n    ')}\n  syncPolicy: {syncOptions: [CreateNamespace=true]}\n`;

const TRAEFIK = application(
  'traefik',
  'repoURL: https://traefik.github.io/charts\nchart: traefik\ntargetRevision: 27.0.2\nhelm:\n  valuesObject:\n    tracing: {zipkin: {httpEndpoint: "http://tempo-distributor.tracing:9411/api/v2/spans"}}',
);
const UMBRELLA = {
  'system/tracing/Chart.yaml':
    'apiVersion: v2\nname: tracing\nversion: 0.0.0\ndependencies:\n- {name: tempo-distributed, version: 2.23.4, repository: "https://grafana.github.io/helm-charts"}\n',
  'system/tracing/values.yaml': 'tempo-distributed:\n  traces: {zipkin: {enabled: true}, zipkn: {enabled: true}}\n',
};

describe('--manifests', () => {
  test('renders charts of the folder with their dependencies, with the release name of their Application', async () => {
    const report = await judged({
      ...UMBRELLA,
      'apps/tracing.yaml': application('tracing', `repoURL: ${REPOSITORY}\npath: system/tracing`),
    });

    expect(report.charts.map(({ release, chart, namespace }) => `${release} ${chart} ${namespace}`)).toEqual(['tracing tracing tracing']);
    expect(errors(report)).toContainEqual(
      expect.stringMatching(
        /^system\/tracing\/values\.yaml tracing: tempo-distributed\.traces\.zipkn.*: has no effect in tempo-distributed 2\.23\.4; remove it/,
      ),
    );
  });

  test('follows a chart that renders Applications, and an Application to its values files', async () => {
    const report = await judged({
      'root/Chart.yaml': 'apiVersion: v2\nname: root\nversion: 0.0.0\n',
      'root/values.yaml': 'apps: [traefik]\n',
      'root/templates/apps.yaml': `{{ range .Values.apps }}\n---\n${application(
        '{{ . }}',
        `repoURL: https://traefik.github.io/charts\nchart: traefik\ntargetRevision: 27.0.2\nhelm: {valueFiles: [$values/deep/traefik.yaml]}`,
      )}{{ end }}\n`,
      'deep/traefik.yaml': 'tracing: {zipkin: {httpEndpoint: "http://tempo.elsewhere:9411/api/v2/spans"}}\n',
    });

    expect(report.charts.map(({ release }) => release)).toEqual(['traefik']);
    // No source here has the ref `values`, which Argo CD refuses too.
    expect(errors(report)).toContain(
      'root/Chart.yaml traefik: values file $values/deep/traefik.yaml does not exist; add it, or remove it from valueFiles',
    );
  });

  test('finds a mismatch between a sender and a receiver of different Applications', async () => {
    const tracing = {
      ...UMBRELLA,
      'apps/tracing.yaml': application('tracing', `repoURL: ${REPOSITORY}\npath: system/tracing\nhelm: {releaseName: tempo}`),
    };
    const fitting = await judged({ ...tracing, 'apps/traefik.yaml': TRAEFIK });
    const damaged = await judged({ ...tracing, 'apps/traefik.yaml': TRAEFIK.replace('9411', '4318') });
    const spans = ({ hops }: ClusterReport) =>
      hops.filter(({ what }) => what === 'spans').map(({ address, state }) => `${address} ${state}`);

    expect(spans(fitting)).toEqual(['tempo-distributor.tracing:9411 fits']);
    expect(spans(damaged)).toEqual(['tempo-distributor.tracing:4318 broken']);
  });

  test('lists what it cannot judge: unavailable charts, values that no Application names', async () => {
    const report = await judged({
      'apps/loki.yaml': application('loki', 'repoURL: https://grafana.github.io/helm-charts\nchart: loki\ntargetRevision: 6.0.0'),
      'loose.yaml': 'grafana: {enabled: true}\n',
      'set.yaml': 'apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata: {name: all}\nspec: {}\n',
    });

    expect(report.notJudged).toEqual([
      'set.yaml all: the manifests of this ApplicationSet',
      'loose.yaml: values that no Application names, so their chart and version are unknown; only their data sources are judged',
      'kind argoproj.io/ApplicationSet, which has no schema',
    ]);
    expect(notProvenIn(report)).toEqual([expect.stringMatching(/^apps\/loki\.yaml loki: .* has no chart loki 6\.0\.0/)]);
    expect(errors(report)).toEqual([]);
  });

  test('follows Applications that refer to themselves once', async () => {
    const report = await judged({
      'a/a.yaml': application('a', `repoURL: ${REPOSITORY}\npath: b`),
      'b/b.yaml': application('b', `repoURL: ${REPOSITORY}\npath: a`),
      'c/c.yaml': application('c', `repoURL: ${REPOSITORY}\npath: c`),
    });

    expect(errors(report)).toEqual([]);
  });

  test('does not mistake a folder for that of another repository', async () => {
    const report = await judged({
      'here/a.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n',
      'apps/a.yaml': application('a', `repoURL: ${REPOSITORY}\npath: here`),
      'apps/b.yaml': application('b', 'repoURL: git@git.example.org:cluster\npath: here'),
      'apps/c.yaml': application('c', 'repoURL: https://git.example.org/other\npath: here'),
    });

    expect(report.notJudged).toEqual([
      'apps/c.yaml c: source path here of https://git.example.org/other, which is not among these manifests',
    ]);
  });

  test('does not take the top of another repository for the folder', async () => {
    const report = await judged({
      'apps/a.yaml': application('a', 'repoURL: https://git.example.org/other.git\npath: ./'),
      'apps/b.yaml': application('b', `repoURL: ${REPOSITORY}\npath: here`),
      'here/b.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: b}\n',
    });

    expect(report.notJudged).toEqual([
      'apps/a.yaml a: source path ./ of https://git.example.org/other.git, which is not among these manifests',
    ]);
    expect(errors(report)).toEqual([]);
  });

  test('ignores files of other tools, and does not judge the output of plugins', async () => {
    const report = await judged({
      'tsconfig.json': '{ // none\n}',
      'secrets.yml': 'password: !vault |\n  $ANSIBLE\n',
      'broken.yaml': 'apiVersion: v1\nkind: [\n',
      'm/x.tmpl': 'x',
      'apps/a.yaml': application('a', `repoURL: ${REPOSITORY}\npath: m\nplugin: {name: avp}`),
      'apps/b.yaml': application('b', `repoURL: ${REPOSITORY}\npath: m\ndirectory: {jsonnet: {}}`),
    });

    expect(report.notJudged).toEqual([
      expect.stringMatching(/^secrets\.yml, which is not valid YAML \(.*\), and 1 more that cannot be read$/),
      'apps/a.yaml a: the output of a plugin for m',
      'apps/b.yaml b: the output of Jsonnet for m; run jsonnet, and verify its output',
    ]);
    expect(errors(report)).toEqual([expect.stringMatching(/^broken\.yaml undefined: is not valid YAML \(.*\); fix it$/)]);
  });

  test('survives every patch of emojivoto', async () => {
    const patches = [
      '{target: {kind: "((("}, patch: "- {op: add, path: /a, value: 1}"}',
      '{target: {kind: Deployment}, patch: "- null"}',
      '{patch: "- {op: replace, path: /metadata, value: null}"}',
      '{target: {kind: Deployment}, patch: "kind: Deployment"}',
    ];
    const report = await judged({
      'a.yaml': application(
        'a',
        `repoURL: ${emojivoto.repository}\npath: ${emojivoto.path}\ntargetRevision: ${emojivoto.revision}\nkustomize: {patches: [${patches.join(', ')}]}`,
      ),
    });

    expect(errors(report).filter((text) => text.includes('the patch'))).toEqual([
      'a.yaml a: the patch of ((( has a target that is not a valid regular expression; correct it',
      'a.yaml a: the patch of Deployment is not a list of JSON patch operations; use a list of items with op, path and value',
      expect.stringContaining('the result has no apiVersion, kind or metadata.name'),
    ]);
    expect(report.notJudged).toContain(
      'a.yaml a: the patch of Deployment, because it is a strategic merge; only JSON patches are supported',
    );
  });
});
