import { load } from 'js-yaml';
import { bucketJobFile, helmValuesOf, objectsIn, ofComponent, said, synthesizeCluster, synthesizeText } from '../../test/synthesis';

const full = (registry: string, ...more: [string | RegExp, string][]) =>
  synthesizeCluster('full', ['domain: example.org\n', `domain: example.org\nregistry: {${registry}}\n`], ['2.12.4', '2.14.10'], ...more);
const ALL = 'images: "mirror.example.org:5000/all", pullSecret: login';
const LOGIN = [{ name: 'login' }];

describe('registry.images', () => {
  const synthesis = full(ALL);

  test('replaces the registry of every image, and official images keep their folder', () => {
    expect(helmValuesOf(synthesis)).toMatchObject({
      global: { image: { registry: 'mirror.example.org:5000/all' } },
      memcached: { image: { repository: 'library/memcached' } },
      serviceAccount: { imagePullSecrets: LOGIN },
    });
    expect(helmValuesOf(synthesis, 'traefik')).toMatchObject({
      image: { name: 'mirror.example.org:5000/all/library/traefik' },
      deployment: { imagePullSecrets: LOGIN },
    });
    expect(helmValuesOf(synthesis, 'linkerd')).toMatchObject({
      webhook: { image: { name: 'mirror.example.org:5000/all/linkerd/jaeger-webhook' } },
      namespaceMetadata: { image: { registry: 'mirror.example.org:5000/all/linkerd' } },
      imagePullSecrets: LOGIN,
    });
  });

  test('is in the Job that creates the bucket', () => {
    const job = objectsIn(synthesis, bucketJobFile(synthesis).split('/').at(-1)).find(({ kind }) => kind === 'Job');

    expect(job?.spec.template.spec).toMatchObject({
      containers: [{ image: expect.stringMatching(/^mirror\.example\.org:5000\/all\/minio\/mc:RELEASE/) }],
      imagePullSecrets: LOGIN,
    });
  });

  test('requires the login in the namespace of each pod', () => {
    expect(synthesis.clusters[0]?.requirements.filter((each) => each.includes('dockerconfigjson'))).toEqual(
      ['traces', 'minio-bootstrap', 'ingress', 'linkerd-jaeger', 'emojivoto'].map(
        (namespace) => `the Secret login of type kubernetes.io/dockerconfigjson in namespace ${namespace}`,
      ),
    );
  });

  test('is in the demo, whose pods have no ServiceAccount of the chart', () => {
    const { images, patches } = ofComponent(
      synthesizeCluster('seed', [/^gitops:/m, `registry: {${ALL}}\ngitops:`]),
      'Application',
      'emojivoto',
    ).spec.sources[0].kustomize as { images: string[]; patches: { patch: string }[] };

    expect(images[0]).toBe('docker.l5d.io/buoyantio/emojivoto-web=mirror.example.org:5000/all/buoyantio/emojivoto-web:v11');
    expect(patches.flatMap(({ patch }) => load(patch))).toContainEqual({
      ...{ op: 'add', path: '/spec/template/spec/imagePullSecrets', value: LOGIN },
    });
  });

  test('does not replace values of the user', () => {
    const own = 'values: {image: {name: registry.example.org/traefik}, deployment: {imagePullSecrets: [{name: own}]}}';
    const values = helmValuesOf(full(ALL, ['via: release', `via: release\n  ${own}`]), 'traefik');

    expect(values).toMatchObject({ image: { name: 'registry.example.org/traefik' } });
    expect((values as { deployment: { imagePullSecrets: object[] } }).deployment.imagePullSecrets).toContainEqual({ name: 'own' });
  });
});

describe('registry.imagesFrom', () => {
  test('has a mirror for each upstream registry; others stay as they are', () => {
    const synthesis = synthesizeCluster('seed', [/^gitops:/m, 'registry: {imagesFrom: {docker.io: mirror.example.org/hub}}\ngitops:']);

    expect(helmValuesOf(synthesis)).toMatchObject({ global: { image: { registry: 'mirror.example.org/hub' } } });
    expect(helmValuesOf(synthesis, 'linkerd')).not.toHaveProperty('imagePullSecrets');
    expect(helmValuesOf(synthesis, 'linkerd')).not.toHaveProperty('webhook.image');
  });

  test.each([
    ['quay.oi: mirror.example.org/quay', 'quay.io'],
    ['docker.oi: mirror.example.org/hub', 'docker.io'],
    ['docker.oi: mirror.example.org/hub, docker.io: mirror.example.org/hub', undefined],
    ['gcr.io: mirror.example.org/gcr', undefined],
    ['nvcr.io: mirror.example.org/nvcr, registry.example.org: mirror.example.org/own', undefined],
  ])('a host that looks like a misspelt one is a warning: %s', (imagesFrom, meant) => {
    const found = said(full(`imagesFrom: {${imagesFrom}}`), 'warning').filter((line) => line.includes('imagesFrom'));
    const [host] = imagesFrom.split(':');
    expect(found.map((line) => line.replace(/^\S+ /, ''))).toEqual(
      meant ? [`registry.imagesFrom.${host}: no image of this stack comes from there, so it has no effect; did you mean ${meant}?`] : [],
    );
  });
});

describe('the values of a release', () => {
  const HEAD = 'domain: example.org\ngitops: {repoURL: "https://git.example.org/t.git"}\nregistry: {images: mirror.example.org}\n';
  const tempo = (pin: string, more = '') =>
    helmValuesOf<Record<string, unknown>>(
      synthesizeText(
        `${HEAD}tempo:\n  ${pin}\n  receivers: [otlp-grpc]\n${more || '  storage: {bucket: traces, endpoint: s3.example.org}\n  credentials: {existing: {}}\n'}`,
      ),
    );

  test.each([
    ['chart: 2.17.1', { global: { image: { registry: 'mirror.example.org' } } }],
    ['chart: 2.17.2', { tempo: { image: { registry: 'mirror.example.org' } } }],
    ['chart: 2.17.8', { global: { image: { registry: 'mirror.example.org' } } }],
    ['monolithic: 1.24.0', { tempo: { repository: 'mirror.example.org/grafana/tempo' } }],
    ['monolithic: 1.24.1', { tempo: { registry: 'mirror.example.org' } }],
  ])('have the registry where its templates read it: %s', (pin, expected) => {
    expect(tempo(pin)).toMatchObject(expected);
  });

  test('have no registry that has no effect beside one of the user', () => {
    const own = '  values: {tempo: {image: {registry: mirror.example.org, repository: team/tempo}}}\n';
    const values = tempo('chart: 2.23.4', `  storage: {bucket: traces, endpoint: s3.example.org}\n  credentials: {existing: {}}\n${own}`);
    expect(values).not.toHaveProperty('global');
    expect(values).toMatchObject({ tempo: { image: { registry: 'mirror.example.org', repository: 'team/tempo' } } });
  });

  test.each([
    ['1.4.10', 'minio/minio', 'minio/mc'],
    ['2.23.4', 'minio/minio', 'minio/mc'],
    ['2.25.5', 'pgsty/minio', 'minio/mc'],
  ])('have the images of its own MinIO: %s', (chart, server, client) => {
    expect(tempo(`chart: ${chart}`, 'minio: {bundled: {existingSecret: root}}\n').minio).toMatchObject({
      image: { repository: `mirror.example.org/${server}` },
      mcImage: { repository: `mirror.example.org/${client}` },
    });
  });

  test('have the image of the Job that the ServiceMonitor of an older MinIO needs', () => {
    const kubectl = (chart: string, metrics: string) =>
      (
        tempo(`chart: ${chart}\n  values: {minio: {metrics: ${metrics}}}`, 'minio: {bundled: {existingSecret: root}}\n').minio as Record<
          string,
          unknown
        >
      ).helmKubectlJqImage;
    expect(kubectl('1.4.0', '{serviceMonitor: {enabled: true}}')).toEqual({ repository: 'mirror.example.org/bskim45/helm-kubectl-jq' });
    expect(kubectl('1.4.0', '{serviceMonitor: {enabled: false}}')).toBeUndefined();
    expect(kubectl('1.4.10', '{serviceMonitor: {enabled: true}}')).toBeUndefined();
  });

  test('have no image that the user turned off', () => {
    expect(tempo('chart: 2.23.4\n  values: {memcached: {enabled: false}}').memcached).toEqual({ enabled: false });
    // The caches for one role each have the image of the one that is off.
    const role = 'values: {memcached: {enabled: false}, memcachedBloom: {enabled: true}}';
    expect(tempo(`chart: 2.23.4\n  ${role}`).memcached).toEqual({ enabled: false, image: { repository: 'library/memcached' } });
    expect(tempo(`chart: 2.10.0\n  ${role}`).memcached).toEqual({ enabled: false });
  });
});

describe('the hook of the Jaeger extension', () => {
  const hook = (version: string, registry: string) =>
    said(synthesizeCluster('seed', [/^gitops:/m, `registry: {${registry}}\ngitops:`], [/version: .*/, `version:  ${version}`]), 'warning');

  test.each([
    ['2.12.4', 'images: mirror.example.org', /2\.12\.4 pulls docker\.io\/curlimages\/curl:?.*; pin linkerd\.version 2\.13\.0 or newer/],
    ['2.14.10', ALL, /pulls its image without registry\.pullSecret, .*; pin linkerd\.version 2\.15 or newer/],
  ])('of a release that cannot pull from the mirror is a warning: %s', (version, registry, expected) => {
    expect(hook(version, registry)).toContainEqual(expect.stringMatching(expected));
  });

  test.each([
    ['2.14.10', 'images: mirror.example.org'],
    ['2.12.4', 'imagesFrom: {quay.io: mirror.example.org}'],
    ['2.15', ALL],
  ])('is not mentioned otherwise: %s, %s', (version, registry) => {
    expect(hook(version, registry).join()).not.toContain('a hook of');
  });
});

test.each([
  ['images: "https://mirror.example.org/all/"', /has a scheme, which the name of an image cannot have; use mirror\.example\.org\/all$/],
  ['images: mirror.example.org/All', /is not the beginning of a valid image name; use mirror\.example\.org\/all$/],
  ['images: "me:secret@mirror.example.org"', /^(?!.*secret@).*contains a user name or a password/],
  ['images: mirror/all', /images would come from docker\.io\/mirror\/all; use the full name of the host, or docker\.io\/mirror\/all if/],
  ['images: mirror', /begins with a name that has no dot and no port, so images would come from docker\.io\/mirror; /],
  ['imagesFrom: {quay: mirror.example.org}', /"quay" is not the host of an image registry/],
  ['images: "mirror.example.org/tempo:1"', /is not an image registry/],
  ['imagesFrom: {index.docker.io: mirror.example.org}', /the names of images have docker\.io instead of index\.docker\.io; use docker\.io/],
  ['imagesFrom: {registry-1.docker.io: mirror.example.org}', /instead of registry-1\.docker\.io; use docker\.io/],
  ['imagesFrom: {docker.io/grafana: mirror.example.org}', /is not the host of an image registry/],
])('an address that no image can begin with is refused: %s', (registry, expected) => {
  expect(said(full(registry))).toEqual([expect.stringMatching(expected)]);
});
