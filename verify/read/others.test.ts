/** What verify does not report in manifests of other authors. */
import { errorsIn, judgedFolder, saidIn } from '../../test/judged-folder';

const MAP = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: shop}\n';

test('objects of programs that no API server reads', async () => {
  const environment = (apiVersion: string) =>
    JSON.stringify({ apiVersion, kind: 'Environment', metadata: { name: 'environments/home' }, spec: {} });
  const said = async (apiVersion: string) =>
    errorsIn(await judgedFolder({ 'a.yaml': MAP, 'environments/home/spec.json': environment(apiVersion) }));

  expect(await said('tanka.dev/v1alpha1')).toEqual([]);
  expect(await said('example.org/v1')).toEqual([expect.stringContaining('metadata.name is not a valid name')]);
});

test('files that are not values', async () => {
  const files = { '.github/dependabot.yml': 'version: 2\n', 'helmfiles/compose.yaml': 'services: {}\n' };
  const { notJudged } = await judgedFolder({ 'a.yaml': MAP, ...files, 'values/tempo.yaml': 'tempo: {}\n' });

  expect(notJudged).toEqual([
    'values/tempo.yaml: values that no Application names, so their chart and version are unknown; only their data sources are judged',
  ]);
});

test('fields of custom kinds, of which the cluster may have a newer definition, are only a warning', async () => {
  const secret = (field: string) =>
    `apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata: {name: a, namespace: shop}\nspec: {${field}: 1h, secretStoreRef: {name: a}, data: [{secretKey: a, remoteRef: {key: a}}]}\n`;
  const said = async (field: string) => saidIn(await judgedFolder({ 'a.yaml': secret(field) }), 'shape');

  expect(await said('refreshInterval')).toEqual([]);
  expect(await said('unheardOf')).toEqual([
    'warning: ExternalSecret a: spec.unheardOf is an unknown field; remove it, or correct its position',
  ]);
});

test('pods behind a Service where neither has a namespace', async () => {
  const web = (app: string) => `apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec: {selector: {matchLabels: {app: ${app}}}, template: {metadata: {labels: {app: ${app}}}, spec: {containers: [{name: web, image: "web:1"}]}}}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web}
spec: {ingressClassName: nginx, rules: [{http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}}]}
`;
  const hops = async (app: string) =>
    (await judgedFolder({ 'a.yaml': web(app) })).hops.map(({ from, address, state }) => `${from} ${address} ${state}`);

  expect(await hops('web')).toEqual(['Ingress web.default:80 fits']);
  expect(await hops('other')).toEqual(['Ingress web.default:80 broken']);
});

test('defaults that a chart of the folder has for what is off', async () => {
  const chart = (values: string) => ({
    'shop/Chart.yaml':
      'apiVersion: v2\nname: shop\nversion: 0.1.0\ndependencies:\n- {name: tempo, version: 2.2.4, repository: "https://grafana.github.io/helm-charts"}\n',
    'shop/values.yaml': values,
    'shop/templates/a.yaml':
      '{{ if .Values.web.enabled }}\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: "{{ .Values.web.name }}"}\n{{ end }}\n',
  });
  const said = async (values: string) => saidIn(await judgedFolder(chart(values)), 'values');

  expect(await said('web: {enabled: false, name: web}\n')).toEqual([]);
  expect(await said('web: {enabled: false}\ntempos: {receivers: {}}\n')).toEqual([expect.stringContaining('tempos')]);
  expect(await said('web: {enabled: false}\ntempo: {receiverz: 1}\n')).toEqual([expect.stringContaining('tempo.receiverz')]);
});

test('pods wait for what is created in the same wave, but not for a later one', async () => {
  const application =
    'apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: shop, namespace: argocd}\nspec:\n  project: default\n  destination: {namespace: shop, server: "https://kubernetes.default.svc"}\n  source: {repoURL: "https://git.example.org/a.git", path: shop}\n  syncPolicy: {syncOptions: [CreateNamespace=true]}\n';
  const objects = (wave: string) =>
    `apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata: {name: login, annotations: {argocd.argoproj.io/sync-wave: "${wave}"}}\nspec: {encryptedData: {A: AgB}}\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: [{name: web, image: "web:1", envFrom: [{secretRef: {name: login}}]}]}\n`;
  const said = async (wave: string) => saidIn(await judgedFolder({ 'app.yaml': application, 'shop/a.yaml': objects(wave) }), 'argocd');

  expect(await said('0')).toEqual([]);
  expect(await said('1')).toEqual([expect.stringContaining('creates it too late (Sync, wave 1)')]);
});
