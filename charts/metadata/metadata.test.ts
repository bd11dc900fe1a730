import { at } from '../../lib/yaml/parsed';
import { changeOf, clusterOf } from '../../test/changed';
import { helmValuesOf, objectsIn, ofComponent, said, synthesizeCluster, synthesizeText } from '../../test/synthesis';
import { withMetadata } from './with-metadata';

const LABELS = { 'example.org/team': 'a', stage: '1' };
const ANNOTATIONS = { 'example.org/owner': 'a: b' };
const METADATA = 'metadata: {labels: {example.org/team: a, stage: "1"}, annotations: {example.org/owner: "a: b"}}\n';
const DOMAIN = 'domain: example.org\n';

const full = (...more: [string | RegExp, string][]) =>
  synthesizeCluster('full', [DOMAIN, DOMAIN + METADATA], ['2.12.4', '2.14.10'], ['  via: values', '  via: sidecar'], ...more);
type Marked = { readonly kind: string; readonly metadata: { readonly labels?: object; readonly annotations?: object } };

describe('metadata', () => {
  const synthesis = full();

  test('is on every object, beside what it has anyway', () => {
    const objects = objectsIn(synthesis) as readonly Marked[];
    const lacking = objects.filter(({ metadata: { labels, annotations } }) => {
      const has = (own: object | undefined, wanted: object) =>
        Object.entries(wanted).every(([key, value]) => own?.[key as never] === value);
      return !has(labels, LABELS) || !has(annotations, ANNOTATIONS);
    });

    expect(lacking.map(({ kind }) => kind)).toEqual([]);
    expect([...new Set(objects.map(({ kind }) => kind))]).toEqual(
      expect.arrayContaining(['AppProject', 'Application', 'Namespace', 'ExternalSecret', 'ConfigMap', 'Job', 'Certificate', 'Ingress']),
    );
    expect(objects.find(({ kind }) => kind === 'Namespace')?.metadata.annotations).toMatchObject({
      'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
    });
  });

  test('is on the pods of the bucket Job, which is another Job with other labels', () => {
    const job = (from: typeof synthesis) => objectsIn(from).find(({ kind }) => kind === 'Job');
    const template = job(synthesis)?.spec.template.metadata;

    expect(template).toMatchObject({ labels: LABELS, annotations: { ...ANNOTATIONS, 'linkerd.io/inject': 'disabled' } });
    expect(job(full(['stage: "1"', 'stage: "2"']))?.metadata.name).not.toBe(job(synthesis)?.metadata.name);
    expect(job(full())?.metadata.name).toBe(job(synthesis)?.metadata.name);
  });

  test('is in the values of the charts, which reach objects and pods', () => {
    expect(helmValuesOf(synthesis)).toMatchObject({
      tempo: { podLabels: LABELS, podAnnotations: ANNOTATIONS },
      distributor: { annotations: ANNOTATIONS, service: { labels: LABELS, annotations: ANNOTATIONS } },
      memcached: { annotations: ANNOTATIONS },
      serviceAccount: { annotations: ANNOTATIONS },
    });
    expect(helmValuesOf(synthesis)).not.toHaveProperty('metricsGenerator');
    expect(helmValuesOf(synthesis, 'traefik')).toMatchObject({ deployment: { podLabels: LABELS, podAnnotations: ANNOTATIONS } });
    expect(helmValuesOf(synthesis, 'linkerd')).toMatchObject({ commonLabels: LABELS, podLabels: LABELS });
  });

  test('is in the patches of the demo, where a map that is there stays', () => {
    const { patches } = ofComponent(synthesis, 'Application', 'emojivoto').spec.sources[0].kustomize;
    const text = JSON.stringify(patches);

    expect(text).toContain('/spec/template/metadata/labels/example.org~1team');
    expect(text).toContain('/spec/template/metadata/annotations/example.org~1owner');
    expect(text).not.toContain('path: /spec/template/metadata/labels\\n');
  });

  test('is on the Secret that cert-manager makes', () => {
    const certificate = objectsIn(synthesis).find(({ kind }) => kind === 'Certificate');

    expect(certificate?.spec.secretTemplate).toEqual({ labels: LABELS, annotations: ANNOTATIONS });
  });

  test('does not change the values of a release that another Application installs', () => {
    const elsewhere = full([/ {2}via: release\n/, '']);

    expect([...elsewhere.files].find(([file]) => file.endsWith('values/traefik.yaml'))?.[1]).not.toContain('team');
  });

  test('does not replace values of the user', () => {
    const own = full(['sampleRate: 0.25', 'sampleRate: 0.25\n  values: {deployment: {podLabels: {stage: own}}}']);

    expect(helmValuesOf(own, 'traefik')).toMatchObject({ deployment: { podLabels: { ...LABELS, stage: 'own' } } });
  });
});

const GITOPS = 'gitops: {repoURL: "https://git.example.org/t.git"}\n';
const TEMPO = `${GITOPS}tempo: {receivers: [otlp-grpc], storage: {bucket: traces, endpoint: s3.example.org}, credentials: {existing: {}}, `;
const tempoValues = (pin: string) => helmValuesOf<Record<string, object>>(synthesizeText(`${DOMAIN}${METADATA}${TEMPO}${pin}}\n`));

test.each([
  ['chart: 1.53.0', { tempo: { podLabels: LABELS } }],
  ['chart: 2.13.0', { global: { commonLabels: LABELS }, ingester: { labels: LABELS, podLabels: LABELS } }],
  ['chart: 2.26.2', { global: { commonLabels: LABELS } }],
  ['monolithic: 1.24.0', { podLabels: LABELS, service: { labels: LABELS } }],
])('labels are where the templates of %s read them', (pin, expected) => {
  expect(tempoValues(pin)).toMatchObject(expected);
});

const MINIO = 'minio: {bundled: {existingSecret: tempo-minio-root}}\n';
const bundled = (chart: string, more = '') =>
  synthesizeText(`${DOMAIN}${METADATA}${GITOPS}tempo: {receivers: [otlp-grpc], chart: ${chart}${more}}\n${MINIO}`);

test.each([
  ['1.6.4', { podLabels: LABELS, podAnnotations: ANNOTATIONS, service: { annotations: ANNOTATIONS } }],
  ['1.6.7', { additionalLabels: LABELS, additionalAnnotations: ANNOTATIONS, persistence: { annotations: ANNOTATIONS } }],
  ['2.26.2', { makeBucketJob: { annotations: ANNOTATIONS, podAnnotations: ANNOTATIONS }, consoleService: { annotations: ANNOTATIONS } }],
])('those of the MinIO of %s are in its values', (chart, expected) => {
  const { minio } = helmValuesOf<{ minio: Record<string, object> }>(bundled(chart));

  expect(minio).toMatchObject({ ...expected, makeBucketJob: { annotations: { 'argocd.argoproj.io/hook': 'Sync' } } });
  expect(minio).not.toHaveProperty('makeUserJob');
});

test('the claims of a MinIO with several replicas keep their annotations', () => {
  const { minio } = helmValuesOf<{ minio: { persistence: object } }>(bundled('2.26.2', ', values: {minio: {mode: distributed}}'));

  expect(JSON.stringify(minio.persistence)).not.toContain('owner');
});

const monitored = (text: string) =>
  synthesizeText(`${DOMAIN}${METADATA}monitoring: {}\nkubernetes: {apis: [monitoring.coreos.com/v1]}\n${text}`);

test('what Prometheus reads has them, if monitoring is on', () => {
  const path = ['metaMonitoring', 'serviceMonitor'];
  const valuesAt = (chart: string) => helmValuesOf(monitored(`${TEMPO}chart: ${chart}}\n`));

  expect(valuesAt('1.53.0')).toHaveProperty([...path, 'labels'], { ...LABELS, release: 'kube-prometheus-stack' });
  expect(valuesAt('1.53.0')).toHaveProperty([...path, 'annotations'], ANNOTATIONS);
  expect(valuesAt('2.26.2')).toHaveProperty([...path, 'annotations'], ANNOTATIONS);
  expect(valuesAt('2.26.2')).toHaveProperty([...path, 'labels'], { release: 'kube-prometheus-stack' });
  expect(tempoValues('chart: 2.26.2')).not.toHaveProperty('metaMonitoring');
});

test.each([
  ['0.5.0', 'serviceMonitor', { annotations: ANNOTATIONS, labels: LABELS }],
  ['0.13.1', 'podMonitor', { annotations: ANNOTATIONS }],
])('the monitor of Vulture %s has them', (chart, key, expected) => {
  const vulture = `vulture: {chart: ${chart}}\n`;
  const text = `${TEMPO.replace('otlp-grpc', 'otlp-grpc, jaeger-grpc')}chart: 2.23.4}\n${vulture}`;

  expect(helmValuesOf(monitored(text), 'vulture')).toMatchObject({ [key]: expected });
  expect(helmValuesOf(synthesizeText(`${DOMAIN}${METADATA}${text}`), 'vulture')).not.toHaveProperty(key);
});

test('the dashboard, metrics and volume of Traefik have them where they exist', () => {
  const traefik = (chart: string, values = '{}') =>
    helmValuesOf(
      monitored(
        `${TEMPO.replace('otlp-grpc', 'otlp-grpc, otlp-http, zipkin')}chart: 2.23.4}\ntraefik: {chart: ${chart}, via: release, values: ${values}}\n`,
      ),
      'traefik',
    );
  const dashboard = ['ingressRoute', 'dashboard', 'annotations'];

  expect(traefik('27.0.2')).toHaveProperty(dashboard, ANNOTATIONS);
  expect(traefik('29.0.1')).not.toHaveProperty(dashboard);
  expect(traefik('29.0.1', '{ingressRoute: {dashboard: {enabled: true}}}')).toHaveProperty(dashboard, ANNOTATIONS);
  expect(traefik('27.0.2', '{ingressRoute: {dashboard: {enabled: false}}}')).not.toHaveProperty(dashboard);
  expect(traefik('27.0.2')).toMatchObject({ metrics: { prometheus: { service: { annotations: ANNOTATIONS } } } });
  expect(traefik('19.0.4')).not.toHaveProperty('metrics');
  expect(traefik('27.0.2')).not.toHaveProperty('persistence');
  expect(traefik('27.0.2', '{persistence: {enabled: true}}')).toMatchObject({ persistence: { annotations: ANNOTATIONS } });
  expect(traefik('10.1.4', '{persistence: {enabled: true}}')).not.toHaveProperty('persistence.annotations');
  expect(traefik('10.1.5', '{persistence: {enabled: true}}')).toMatchObject({ persistence: { annotations: ANNOTATIONS } });
  const healthcheck = '{ingressRoute: {healthcheck: {enabled: true}}}';
  expect(traefik('25.0.0', healthcheck)).toMatchObject({ ingressRoute: { healthcheck: { annotations: ANNOTATIONS } } });
  expect(traefik('24.0.0', healthcheck)).not.toHaveProperty('ingressRoute.healthcheck.annotations');
  const rule = '{metrics: {prometheus: {prometheusRule: {rules: [{alert: A, expr: up}]}}}}';
  expect(traefik('23.0.1', rule)).toMatchObject({ metrics: { prometheus: { prometheusRule: { additionalLabels: LABELS } } } });
  expect(traefik('23.0.1')).not.toHaveProperty('metrics.prometheus.prometheusRule');
});

test.each([
  ['30.0.2', 'ingressRoute: {own: {enabled: true}}', ['ingressRoute', 'own'], { annotations: ANNOTATIONS }],
  ['30.0.2', 'ingressRoute: {own: {enabled: false}}', ['ingressRoute', 'own'], {}],
  [
    '27.0.2',
    'service: {additionalServices: {own: {type: ClusterIP}}}',
    ['service', 'additionalServices', 'own'],
    { annotations: ANNOTATIONS },
  ],
  ['27.0.2', 'service: {additionalServices: {own: {enabled: false}}}', ['service', 'additionalServices', 'own'], {}],
  ['26.1.0', 'service: {internal: {type: ClusterIP}}', ['service', 'internal'], { annotations: ANNOTATIONS }],
  ['18.2.0', 'service: {internal: {type: ClusterIP}}', ['service', 'internal'], { annotations: ANNOTATIONS, labels: LABELS }],
  ['18.2.0', '', ['service', 'internal'], undefined],
  [
    '37.1.0',
    'hub: {token: a, apimanagement: {enabled: true}}, image: {tag: v3.5.3}',
    ['hub', 'apimanagement', 'admission'],
    { annotations: ANNOTATIONS },
  ],
])('what values of Traefik %s add has them: %s', (chart, values, path, own) => {
  const text = `${TEMPO.replace('otlp-grpc', 'otlp-grpc, otlp-http, zipkin')}chart: 2.23.4}\ntraefik: {chart: ${chart}, via: release, values: {${values}}}\n`;
  const found = (kind: string) => at(helmValuesOf(monitored(text), 'traefik'), ...path, kind);

  expect({ annotations: found('annotations'), labels: found('labels') }).toEqual({ annotations: undefined, labels: undefined, ...own });
});

test('a note names what has no value for them, unless synth renders the charts', () => {
  const notes = (synthesis: ReturnType<typeof synthesizeText>) => said(synthesis, 'note').filter((line) => line.includes('metadata.'));
  const text = `${TEMPO}chart: 2.26.2}\n`;

  expect(notes(synthesizeText(`${DOMAIN}${METADATA}${text}`))).toEqual([
    expect.stringMatching(
      /metadata\.annotations: do not reach ConfigMap and PodDisruptionBudget of tempo-distributed 2\.26\.2, which has no value for annotations there; use gitops\.helm: manifests/,
    ),
  ]);
  expect(notes(synthesizeText(`${DOMAIN}${text}`))).toEqual([]);
  expect(notes(synthesizeText(`${DOMAIN}${METADATA}${text.replace('t.git"', 't.git", helm: manifests')}`))).toEqual([]);
  expect(notes(bundled('2.26.2'))).toEqual(
    expect.arrayContaining([expect.stringMatching(/annotations: do not reach ConfigMap and ServiceAccount of minio in tempo-distributed/)]),
  );
});

test('no pod gets a label twice, and no selector gets one', () => {
  expect(tempoValues('chart: 2.26.2')).not.toHaveProperty('tempo.podLabels');
  expect(tempoValues('chart: 2.26.2')).not.toHaveProperty('ingester.podLabels');
  expect(tempoValues('monolithic: 2.2.4')).not.toHaveProperty('global.commonLabels');
  expect(tempoValues('monolithic: 2.2.4')).not.toHaveProperty('extraLabels');
});

test.each([
  ['labels: {app.kubernetes.io/instance: a}', /app\.kubernetes\.io\/instance is a key that .* uses itself; use a prefix of your own/],
  ['labels: {app: a}', /app is a key that/],
  ['labels: {job-name: a}', /job-name is a key that/],
  ['labels: {pod-template-hash: a}', /pod-template-hash is a key that/],
  ['labels: {argocd.argoproj.io/instance: a}', /is a key that/],
  ['annotations: {argocd.argoproj.io/sync-wave: "1"}', /is a key that .* reads; use a prefix/],
  ['annotations: {linkerd.io/inject: enabled}', /is a key that/],
  ['labels: {team: "a b"}', /"a b" is not a valid label value/],
  ['labels: {-team: a}', /"-team" is not a valid key of a label/],
  ['annotations: {note: "{{ x }}"}', /contains \{\{, which Helm reads as a template/],
])('metadata.%s is refused', (metadata, expected) => {
  expect(said(synthesizeText(`${DOMAIN}metadata: {${metadata}}\n${TEMPO}chart: 2.26.2}\n`))).toEqual([expect.stringMatching(expected)]);
});

test.each(['labels: {apps: a, team.example.org/app: a, app_name: ""}', 'annotations: {note: "anything: {at} all"}'])(
  'metadata.%s is not',
  (metadata) => {
    expect(said(synthesizeText(`${DOMAIN}metadata: {${metadata}}\n${TEMPO}chart: 2.26.2}\n`))).toEqual([]);
  },
);

test('a fleet has its own, on ApplicationSet, AppProject and roots', () => {
  const cluster = `${DOMAIN}${TEMPO}chart: 2.26.2}\n`;
  const fleet = synthesizeText(cluster, 'home', `repoURL: https://git.example.org/t.git\n${METADATA}`);
  const objects = objectsIn(fleet) as readonly (Marked & { spec?: { template?: Marked } })[];
  const set = objects.find(({ kind }) => kind === 'ApplicationSet');

  expect(set?.metadata).toMatchObject({ labels: LABELS, annotations: ANNOTATIONS });
  expect(set?.spec?.template?.metadata).toMatchObject({ name: '{{ .name }}', labels: LABELS });
});

describe('an object that a chart renders', () => {
  const metadata = { labels: { team: 'a' }, annotations: { owner: 'b' } };
  const template = { metadata: { labels: { app: 'x' } }, spec: {} };
  const spec = { selector: { matchLabels: { app: 'x' } }, template };

  test('has them on itself and its pods, and never in a selector or a claim', () => {
    const volumeClaimTemplates = [{ metadata: { name: 'data' } }];

    expect(withMetadata({ kind: 'StatefulSet', metadata: { name: 'x' }, spec: { ...spec, volumeClaimTemplates } }, metadata)).toEqual({
      kind: 'StatefulSet',
      metadata: { name: 'x', ...metadata },
      spec: {
        ...{ selector: spec.selector, volumeClaimTemplates },
        template: { metadata: { labels: { app: 'x', team: 'a' }, annotations: { owner: 'b' } }, spec: {} },
      },
    });
  });

  test('keeps the pods of a Job, unless it is made anew for each sync', () => {
    const job = (annotations: object) => withMetadata({ kind: 'Job', metadata: { annotations }, spec: { template } }, metadata);

    expect(job({}).spec.template).toEqual(template);
    expect(job({ 'helm.sh/hook': 'pre-install' }).spec.template.metadata.labels).toEqual({ app: 'x', team: 'a' });
  });

  test('keeps a value of its own', () => {
    expect(withMetadata({ kind: 'Service', metadata: { labels: { team: 'own' }, annotations: null } }, metadata).metadata).toEqual({
      labels: { team: 'own' },
      annotations: { owner: 'b' },
    });
  });
});

test.each([
  ['labels and annotations', METADATA],
  ['a level of Pod Security', 'namespaces: { podSecurity: restricted }\n'],
])('%s on a stack that runs lose nothing', (_what, added) => {
  const rest = 'minio: { adminSecret: minio-admin }\nemojivoto: {}\ngrafana: { via: sidecar }\n';
  const [change] = changeOf([clusterOf({ rest })], [clusterOf({ rest: rest + added })]);

  expect(change?.findings.filter(({ severity }) => severity !== 'note')).toEqual([]);
});
