import { readSources } from '../lib/cluster-file/sources';
import { ClosedSchema } from './closed-schema';
import { objectsIn, synthesizeText, type TestObject } from './synthesis';

const core = new ClosedSchema(require.resolve('cdk8s-plus-27/lib/imports/k8s.d.ts'));
const imported = (module: string) => new ClosedSchema(`imports/${module}.ts`).adopt('Metadata', core, 'ObjectMeta');

/** The schema of each emitted kind, and the interface that describes it. */
const schemas: Record<string, readonly [ClosedSchema, string]> = {
  'v1 Namespace': [core, 'KubeNamespaceProps'],
  'v1 ConfigMap': [core, 'KubeConfigMapProps'],
  'v1 Secret': [core, 'KubeSecretProps'],
  'batch/v1 Job': [core, 'KubeJobProps'],
  'networking.k8s.io/v1 Ingress': [core, 'KubeIngressProps'],
  'argoproj.io/v1alpha1 Application': [imported('application-argoproj.io'), 'ApplicationProps'],
  'argoproj.io/v1alpha1 AppProject': [imported('appproject-argoproj.io'), 'AppProjectProps'],
  'cert-manager.io/v1 Certificate': [imported('certificate-cert-manager.io'), 'CertificateProps'],
  'bitnami.com/v1alpha1 SealedSecret': [imported('sealedsecret-bitnami.com'), 'SealedSecretProps'],
  'grafana.integreatly.org/v1beta1 GrafanaDatasource': [imported('grafanadatasource-grafana.integreatly.org'), 'GrafanaDatasourceProps'],
  'helm.cattle.io/v1 HelmChart': [imported('helmchart-helm.cattle.io'), 'HelmChartProps'],
  'helm.cattle.io/v1 HelmChartConfig': [imported('helmchartconfig-helm.cattle.io'), 'HelmChartConfigProps'],
  'external-secrets.io/v1 ExternalSecret': [imported('externalsecret-external-secrets.io'), 'ExternalSecretProps'],
  'external-secrets.io/v1beta1 ExternalSecret': [imported('externalsecret-external-secrets.io'), 'ExternalSecretV1Beta1Props'],
};

function violations(object: TestObject): string[] {
  const schema = schemas[`${object.apiVersion} ${object.kind}`];
  return schema ? schema[0].violations(object, schema[1]) : [`${object.apiVersion} ${object.kind}: no schema`];
}

const clusters = readSources('test/clusters', []).map(({ name, text }) => ({ name, objects: objectsIn(synthesizeText(text, name)) }));

test.each(clusters)('every object of $name has only fields of its kind', ({ objects }) => {
  expect(objects.flatMap(violations)).toEqual([]);
});

describe('the schema', () => {
  const all = clusters.flatMap(({ objects }) => objects);
  const first = (kind: string): TestObject => structuredClone(all.find((object) => object.kind === kind)) as TestObject;

  test('covers every kind that is emitted', () => {
    expect([...new Set(all.map(({ apiVersion, kind }) => `${apiVersion} ${kind}`))].sort()).toEqual(Object.keys(schemas).sort());
  });

  test.each(['Namespace', 'ConfigMap', 'Secret', 'Job', 'Ingress', 'Application', 'AppProject', 'Certificate', 'ExternalSecret'])(
    'refuses an unknown field in %s',
    (kind) => {
      expect(violations({ ...first(kind), sepc: {} } as unknown as TestObject)).toEqual([`${kind}.sepc: unknown`]);
      expect(violations({ ...first(kind), metadata: { ...first(kind).metadata, lables: {} } } as unknown as TestObject)).toEqual([
        `${kind}.metadata.lables: unknown`,
      ]);
    },
  );

  test('refuses mistakes at any depth', () => {
    const application = structuredClone(all.find(({ spec }) => spec?.sources)) as TestObject;
    application.spec.sources[0].targetRevison = '1';
    application.spec.syncPolicy.retry.limit = '5';
    delete application.spec.project;
    const ingress = first('Ingress');
    ingress.spec.rules[0].http.paths[0].backend.service.port.nummer = 80;

    expect(violations(application)).toEqual([
      'Application.spec.project: missing',
      'Application.spec.sources[0].targetRevison: unknown',
      'Application.spec.syncPolicy.retry.limit: no number',
    ]);
    expect(violations(ingress)).toEqual(['Ingress.spec.rules[0].http.paths[0].backend.service.port.nummer: unknown']);
  });
});
