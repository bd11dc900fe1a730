/** Manifests that Flux applies: HelmReleases with their sources and values, and the variables of Kustomizations. */
import { errorsIn, judgedFolder } from '../../../test/judged-folder';
import { notProvenIn } from '../../report/report';

const object = (apiVersion: string, kind: string, name: string, namespace: string | undefined, rest: string) =>
  `---\napiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: ${name}${namespace ? `, namespace: ${namespace}` : ''}}\n${rest}\n`;
const source = (kind: string, name: string, spec: string, namespace = 'flux-system') =>
  object('source.toolkit.fluxcd.io/v1', kind, name, namespace, `spec: ${spec}`);
const release = (name: string, namespace: string | undefined, spec: string) =>
  object('helm.toolkit.fluxcd.io/v2', 'HelmRelease', name, namespace, `spec:\n  ${spec.trim().replaceAll('\n', '\n  ')}`);
const kustomization = (name: string, spec: string) =>
  object('kustomize.toolkit.fluxcd.io/v1', 'Kustomization', name, 'flux-system', `spec: ${spec}`);

const GRAFANA = source('HelmRepository', 'grafana', '{url: "https://grafana.github.io/helm-charts/"}');
const CHART = (chart: string, version: string, repository = 'grafana') =>
  `chart: {spec: {chart: ${chart}, version: ${version}, sourceRef: {kind: HelmRepository, name: ${repository}, namespace: flux-system}}}`;
const TEMPO = (rest = '') =>
  release('tempo', 'tracing', `${CHART('tempo-distributed', '2.23.4')}\nvalues: {traces: {zipkin: {enabled: true}}}\n${rest}`);
const TRAEFIK = (endpoint: string) =>
  release('traefik', 'traefik', `${CHART('traefik', '27.0.2', 'traefik')}\nvalues:\n  tracing: {zipkin: {httpEndpoint: "${endpoint}"}}`) +
  source('HelmRepository', 'traefik', '{type: oci, url: "oci://ghcr.io/traefik/helm"}');

const spansIn = ({ hops }: Awaited<ReturnType<typeof judgedFolder>>) =>
  hops.filter(({ what }) => what === 'spans').map(({ address, state }) => `${address} ${state}`);
const releasesIn = ({ charts }: Awaited<ReturnType<typeof judgedFolder>>) =>
  charts.map(({ release: name, chart, version, namespace }) => `${name} ${chart} ${version} ${namespace}`);

test('a sender and a receiver in HelmReleases are judged', async () => {
  const endpoint = 'http://tempo-distributor.tracing:9411/api/v2/spans';
  const files = { 'repositories.yaml': GRAFANA, 'tempo.yaml': TEMPO() };

  const fitting = await judgedFolder({ ...files, 'traefik.yaml': TRAEFIK(endpoint) });
  expect(spansIn(fitting)).toEqual(['tempo-distributor.tracing:9411 fits']);
  expect(releasesIn(fitting)).toEqual(['tempo tempo-distributed 2.23.4 tracing', 'traefik traefik 27.0.2 traefik']);

  const damaged = await judgedFolder({ ...files, 'traefik.yaml': TRAEFIK(endpoint.replace('9411', '4318')) });
  expect(spansIn(damaged)).toEqual(['tempo-distributor.tracing:4318 broken']);
});

test('without their Kustomization, variables are unknown, except those that a process has itself', async () => {
  const files = { 'repositories.yaml': GRAFANA, 'tempo.yaml': TEMPO() };
  const unknown = await judgedFolder({ ...files, 'traefik.yaml': TRAEFIK('http://${TEMPO_HOST}:9411/api/v2/spans') });
  expect(unknown.notJudged).toContain('traefik.yaml: what depends on TEMPO_HOST, because these manifests have no value for it');
  expect(spansIn(unknown)).toEqual(['tempo-host.variable.invalid:9411 external']);

  const expanded = `${CHART('tempo-distributed', '2.23.4')}
values:
  traces: {zipkin: {enabled: true}}
  storage: {trace: {backend: s3, s3: {bucket: traces, endpoint: s3.example.org, access_key: "\${ID}"}}}
  distributor: {extraEnv: [{name: ID, value: tempo}]}`;
  const own = await judgedFolder({ 'repositories.yaml': GRAFANA, 'tempo.yaml': release('tempo', 'tracing', expanded) });
  expect(errorsIn(own).some((text) => text.includes('lacks -config.expand-env=true, which expands ${ID}'))).toBe(true);
});

test('the release has the name and namespace that Flux gives it', async () => {
  const report = await judgedFolder({
    'a.yaml':
      GRAFANA +
      release('tempo', 'flux-system', `${CHART('tempo', '2.2.4')}\ntargetNamespace: tracing\nstorageNamespace: other`) +
      release('other', 'flux-system', `${CHART('tempo', '2.2.4')}\ntargetNamespace: b\nreleaseName: mine`) +
      release('with-a-name-that-is-longer-than-fifty-three-characters', 'c', CHART('tempo', '2.2.4')),
  });

  expect(releasesIn(report)).toEqual([
    'tracing-tempo tempo 2.2.4 tracing',
    'mine tempo 2.2.4 b',
    expect.stringMatching(/^with-a-name-that-is-longer-than-fifty-th-[0-9a-f]{12} tempo 2\.2\.4 c$/),
  ]);
});

test('charts come from an OCIRepository, a HelmChart or a folder of the repository', async () => {
  const report = await judgedFolder({
    'a.yaml':
      GRAFANA +
      source('OCIRepository', 'tempo', '{url: "oci://ghcr.io/grafana/helm-charts/tempo", ref: {tag: "2.2.4"}}', 'a') +
      release('one', 'a', 'chartRef: {kind: OCIRepository, name: tempo}') +
      source('HelmChart', 'tempo', '{chart: tempo, version: 2.2.4, sourceRef: {kind: HelmRepository, name: grafana}}') +
      release('two', 'b', 'chartRef: {kind: HelmChart, name: tempo, namespace: flux-system}') +
      release('three', 'c', 'chart: {spec: {chart: ./charts/local, sourceRef: {kind: GitRepository, name: flux-system}}}\nvalues: {b: 2}'),
    'charts/local/Chart.yaml': 'apiVersion: v2\nname: local\nversion: 0.1.0\n',
    'charts/local/values.yaml': 'a: 1\nb: 1\n',
    'charts/local/templates/a.yaml':
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {a: "{{ .Values.a }}", b: "{{ .Values.b }}"}\n',
  });

  expect(releasesIn(report)).toEqual(['one tempo 2.2.4 a', 'two tempo 2.2.4 b', 'three local 0.1.0 c']);
  expect(report.notJudged.filter((text) => text.includes('release name'))).toEqual([]);
});

test('values come from ConfigMaps and Secrets in their order, then from the release', async () => {
  const endpoint = (port: number) => `tracing: {zipkin: {httpEndpoint: "http://tempo-distributor.tracing:${port}/api/v2/spans"}}`;
  const secret = Buffer.from(endpoint(1)).toString('base64');
  const values = (from: string) =>
    GRAFANA +
    TEMPO() +
    source('HelmRepository', 'traefik', '{url: "https://traefik.github.io/charts"}') +
    object('v1', 'Secret', 'a', 'traefik', `data: {values.yaml: ${secret}}`) +
    object(
      'v1',
      'ConfigMap',
      'b',
      'traefik',
      `data: {other.yaml: '${endpoint(9411)}', url: "http://tempo-distributor.tracing:2/api/v2/spans"}`,
    ) +
    release('traefik', 'traefik', `${CHART('traefik', '27.0.2', 'traefik')}\nvaluesFrom: [${from}]`);
  const [a, b] = ['{kind: Secret, name: a}', '{kind: ConfigMap, name: b, valuesKey: other.yaml}'];
  const spans = async (from: string) => spansIn(await judgedFolder({ 'a.yaml': values(from) }))[0];

  expect(await spans(`${a}, ${b}`)).toBe('tempo-distributor.tracing:9411 fits');
  expect(await spans(`${b}, ${a}`)).toBe('tempo-distributor.tracing:1 broken');
  expect(await spans(`${b}, {kind: ConfigMap, name: b, valuesKey: url, targetPath: tracing.zipkin.httpEndpoint}`)).toBe(
    'tempo-distributor.tracing:2 broken',
  );
  expect(await spans(`${b}, {kind: Secret, name: gone, optional: true}`)).toBe('tempo-distributor.tracing:9411 fits');
});

test('what is not in the folder is named, and is not an error', async () => {
  const report = await judgedFolder({
    'a.yaml':
      GRAFANA +
      release('a', 'a', CHART('tempo', '2.2.4', 'gone')) +
      release('b', 'b', 'chartRef: {kind: OCIRepository, name: gone}') +
      release('c', 'c', CHART('tempo', '">=2.0.0"')) +
      release(
        'd',
        'd',
        `${CHART('tempo', '2.2.4')}\nvaluesFrom: [{kind: Secret, name: gone}, {kind: Secret, name: sops, optional: true}]`,
      ) +
      object(
        'v1',
        'Secret',
        'sops',
        'd',
        'data: {password: "ENC[AES256_GCM,data:y,type:str]", file: ' +
          Buffer.from('a: ENC[AES256_GCM,data:z]').toString('base64') +
          '}\nstringData: {values.yaml: "ENC[AES256_GCM,data:x]"}\nsops: {mac: x}',
      ) +
      release('e', 'e', `${CHART('tempo', '2.2.4')}\nvalues: {tempo: {receivers: {zipkin: {}}}}\npostRenderers: [{kustomize: {}}]`) +
      kustomization('f', '{path: ./elsewhere, sourceRef: {kind: GitRepository, name: other}, patches: [{patch: ""}]}'),
  });

  expect(errorsIn(report)).toEqual([]);
  expect(notProvenIn(report)).toEqual([]);
  expect(report.notJudged.filter((text) => text.startsWith('a.yaml'))).toEqual([
    'a.yaml a: its chart, because HelmRepository gone in flux-system is not among these manifests',
    'a.yaml b: its chart, because OCIRepository gone in b is not among these manifests',
    'a.yaml c: its chart tempo, because version >=2.0.0 is not a single version',
    'a.yaml d: its values in Secret gone in d, which is not among these manifests',
    'a.yaml d: its values in Secret sops in d, which is encrypted',
    'a.yaml e: what its postRenderers change',
    'a.yaml f: path ./elsewhere of GitRepository other, which is not among these manifests',
    'a.yaml f: the patches of this Kustomization',
  ]);
});

describe('a Kustomization', () => {
  const files = (postBuild: string, endpoint: string) => ({
    'clusters/home/apps.yaml':
      kustomization('apps', `{path: ./apps, targetNamespace: apps, sourceRef: {kind: GitRepository, name: flux-system}${postBuild}}`) +
      object('v1', 'ConfigMap', 'settings', 'flux-system', 'data: {TEMPO: tempo-distributor.apps, PORT: "1"}'),
    'apps/repositories.yaml': GRAFANA.replaceAll('flux-system', 'apps'),
    'apps/tempo.yaml': TEMPO().replaceAll('flux-system', 'apps'),
    'apps/traefik.yaml': TRAEFIK(endpoint).replaceAll('flux-system', 'apps'),
  });
  const BUILD = ', postBuild: {substituteFrom: [{kind: ConfigMap, name: settings}], substitute: {PORT: "9411"}}';

  test('sets the namespace and the variables, and its own values win', async () => {
    const report = await judgedFolder(files(BUILD, 'http://${TEMPO}:${PORT}/${PATH:=api/v2/spans}'));

    expect(releasesIn(report)).toEqual(['tempo tempo-distributed 2.23.4 apps', 'traefik traefik 27.0.2 apps']);
    expect(spansIn(report)).toEqual(['tempo-distributor.apps:9411 fits']);
  });

  test('has variables without a value: they are named, and nothing that depends on them is an error', async () => {
    const report = await judgedFolder(files(BUILD, 'http://${GONE}:${PORT}/api/v2/spans'));

    expect(report.notJudged).toContain('clusters/home/apps.yaml apps: what depends on GONE, because these manifests have no value for it');
    expect(errorsIn(report).filter((text) => /variable\.invalid|traefik\.yaml/.test(text))).toEqual([]);
    expect(spansIn(report).some((text) => text.includes('broken'))).toBe(false);
  });

  test('leaves the objects as they are without postBuild', async () => {
    const report = await judgedFolder(files('', 'http://tempo-distributor.apps:9411/api/v2/spans'));

    expect(spansIn(report)).toEqual(['tempo-distributor.apps:9411 fits']);
  });

  test('of another repository does not apply this folder', async () => {
    const all = files(BUILD, 'http://tempo-distributor.apps:9411/api/v2/spans');
    const other = kustomization('other', '{path: ./, sourceRef: {kind: GitRepository, name: other}}');
    const report = await judgedFolder({ ...all, 'other.yaml': other });

    expect(report.notJudged).toContain('other.yaml other: path ./ of GitRepository other, which is not among these manifests');
  });
});
