/** Values that Flux takes from outside of the folder: variables that a root patches in, and single values of valuesFrom. */
import { errorsIn, judgedFolder, saidIn } from '../../../test/judged-folder';

const ROOT = (patch: string) => `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: cluster, namespace: flux-system}
spec:
  path: ./apps
  sourceRef: {kind: GitRepository, name: flux-system}
  patches: [{patch: '${patch}', target: {kind: Kustomization}}]
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: web, namespace: flux-system}
spec: {path: ./apps/web, targetNamespace: web, sourceRef: {kind: GitRepository, name: flux-system}}
`;
const POST_BUILD = '{apiVersion: kustomize.toolkit.fluxcd.io/v1, kind: Kustomization, metadata: {name: all}, spec: {postBuild: BUILD}}';
const WEB = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      securityContext: {runAsUser: '\${APP_UID}'}
      containers: [{name: web, image: "web:1"}]
---
apiVersion: v1
kind: ConfigMap
metadata: {name: '\${DOMAIN/./-}-settings'}
`;

test('a root Kustomization patches the variables into the others', async () => {
  const files = (build: string) => ({ 'flux/root.yaml': ROOT(POST_BUILD.replace('BUILD', build)), 'apps/web/web.yaml': WEB });

  const unknown = await judgedFolder(files('{substituteFrom: [{kind: Secret, name: gone}]}'));
  expect(errorsIn(unknown)).toEqual([]);
  expect(unknown.notJudged).toContain('flux/root.yaml web: what depends on APP_UID, DOMAIN, because these manifests have no value for it');

  const wrong = await judgedFolder(files('{substitute: {APP_UID: nobody}}'));
  expect(saidIn(wrong, 'shape')).toEqual([
    'error: Deployment web: spec.template.spec.securityContext.runAsUser is text, but must be a whole number; use a whole number',
  ]);
  expect(errorsIn(await judgedFolder(files('{substitute: {APP_UID: "1000", DOMAIN: a}}')))).toEqual([]);
});

test('a kustomization below the folder of the root, which nothing applies yet, has variables too', async () => {
  const root = ROOT(POST_BUILD.replace('BUILD', '{substitute: {A: b}}'));
  const report = await judgedFolder({
    'flux/root.yaml': root,
    'apps/kustomization.yaml': 'resources: []\n',
    'apps/later/kustomization.yaml': 'resources: [web.yaml]\n',
    'apps/later/web.yaml': WEB,
  });

  expect(errorsIn(report)).toEqual([]);
});

test('without any substitution, the text stays as it is', async () => {
  const report = await judgedFolder({ 'web.yaml': WEB });

  expect(saidIn(report, 'shape')).toContainEqual(expect.stringContaining('runAsUser is text'));
});

test('a single value that is not in the folder does not keep the release from being judged', async () => {
  const release = (values: string) => `apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata: {name: grafana, namespace: tracing}
spec: {url: "https://grafana.github.io/helm-charts"}
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: tempo, namespace: tracing}
spec:
  chart: {spec: {chart: tempo, version: 2.2.4, sourceRef: {kind: HelmRepository, name: grafana}}}
  valuesFrom:
  - {kind: ConfigMap, name: bucket, valuesKey: BUCKET_HOST, targetPath: tempo.storage.trace.s3.endpoint}
  - {kind: Secret, name: bucket, valuesKey: SECRET, targetPath: tempo.storage.trace.s3.secret_key}
  values: {tempo: {receivers: {otlp: {protocols: {grpc: {}}}}, storage: {trace: {backend: s3, s3: {bucket: traces}}}}, ${values}}
`;
  const report = await judgedFolder({ 'tempo.yaml': release('persistence: {enabled: true}') });
  expect(report.charts.map(({ chart }) => chart)).toEqual(['tempo']);
  expect(errorsIn(report)).toEqual([]);
  expect(report.notJudged).toContain('tempo.yaml tempo: its values in ConfigMap bucket in tracing, which is not among these manifests');

  const dead = await judgedFolder({ 'tempo.yaml': release('receiverz: {}') });
  expect(saidIn(dead, 'values')).toContainEqual(expect.stringContaining('receiverz: has no effect in tempo 2.2.4'));
});
