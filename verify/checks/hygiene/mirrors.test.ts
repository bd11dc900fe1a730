/** Images from outside of the mirrors, in handwritten manifests. */
import { registryConfig } from '../../../charts/registry/config';
import { lineOf } from '../../../lib/findings/sentence';
import { worldOf } from '../../../test/world';
import type { RenderedRelease } from '../../stack';
import { NOTHING_DECLARED } from '../../world/declared';
import { foreignImages } from './mirrors';

const pod = (image: string, more = '') => `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec: {template: {spec: {${more}containers: [{name: a, image: "${image}"}]}}}
`;
const account = (more: string) => `---\n{apiVersion: v1, kind: ServiceAccount, metadata: {name: web, namespace: shop}${more}}\n`;
function found(manifests: string, registry: object, release?: Partial<RenderedRelease>) {
  const { world, lookup } = worldOf(manifests, { declared: { ...NOTHING_DECLARED, registry: registryConfig.parse(registry) } });
  const releases = release ? [{ objects: world.objects, place: { file: 'elsewhere.yaml' }, ...release } as RenderedRelease] : [];
  return foreignImages({ ...world, releases }, lookup).map((finding) => `${finding.severity}: ${lineOf(finding)}`);
}
const MIRROR = { images: 'mirror.example.org/all' };

describe('an image', () => {
  test.each(['busybox:1.36', 'quay.io/minio/mc:1', 'mirror.example.org/allother/mc:1', 'mirror.example.org/mc:1'])(
    'from outside of the mirror is an error: %s',
    (image) => {
      expect(found(pod(image), MIRROR)).toEqual([
        expect.stringMatching(/^error: .*Deployment web \(container a\): image .* does not come from/),
      ]);
    },
  );

  test('that is mounted as a volume is one too', () => {
    const mounted = (image: string) =>
      found(pod('mirror.example.org/all/web:1', `volumes: [{name: files, image: {reference: "${image}"}}], `), MIRROR);
    expect(mounted('quay.io/a/files:1')).toEqual([
      expect.stringMatching(/^error: .*Deployment web \(volume files\): image quay\.io\/a\/files:1 does not come from/),
    ]);
    expect(mounted('mirror.example.org/all/a/files:1')).toEqual([]);
  });

  test('is named as it is in the mirror', () => {
    expect(found(pod('busybox:1.36'), MIRROR)).toEqual([
      expect.stringMatching(
        /image busybox:1\.36 does not come from mirror\.example\.org\/all; use mirror\.example\.org\/all\/library\/busybox:1\.36$/,
      ),
    ]);
  });

  test.each([
    ['mirror.example.org/all/minio/mc:1', MIRROR],
    ['quay.io/minio/mc:1', { imagesFrom: { 'docker.io': 'mirror.example.org/hub' } }],
    ['mirror.example.org/hub/library/busybox:1', { imagesFrom: { 'docker.io': 'mirror.example.org/hub' } }],
    ['other.example.org/web:1', { ...MIRROR, imagesFrom: { 'other.example.org': 'other.example.org' } }],
    ['busybox:1.36', { charts: 'https://mirror.example.org/charts' }],
  ])('from a mirror, or without one, is not: %s', (image, registry) => {
    expect(found(pod(image), registry)).toEqual([]);
  });

  const chart = { name: 'tempo-distributed', version: '1.0.0', repository: '' };
  const release = (values: object, own: object = {}, name = chart.name) => ({
    ...{ chart: { ...chart, name }, values: own as RenderedRelease['values'], bundled: false },
    info: { name, version: '1.0.0', dependencies: [], values: values as RenderedRelease['values'] },
  });

  test.each<[string, ReturnType<typeof release>, string]>([
    [
      'a registry',
      release({ gateway: { image: { registry: null, repository: 'nginx/nginx', tag: '1' } } }),
      'set tempo.values.gateway.image.registry: mirror.example.org/all',
    ],
    [
      'a repository',
      release({ minio: { image: { repository: 'docker.io/nginx/nginx' } } }),
      'set tempo.values.minio.image.repository: mirror.example.org/all/nginx/nginx',
    ],
    [
      'a whole image',
      release({}, { extraContainers: [{ image: 'nginx/nginx:1' }] }),
      'set tempo.values.extraContainers[0].image: mirror.example.org/all/nginx/nginx:1',
    ],
    [
      'a name',
      release({ image: { name: 'nginx/nginx' } }, {}, 'traefik'),
      'set traefik.values.image.name: mirror.example.org/all/nginx/nginx',
    ],
    [
      'nothing',
      release({ image: { repository: 'other' } }),
      'pin another release of tempo-distributed, or let the nodes pull it from a mirror and accept this',
    ],
  ])('of a chart is set by %s', (_what, part, fix) => {
    expect(found(pod('nginx/nginx:1'), MIRROR, part)).toEqual([expect.stringContaining(`; ${fix}`)]);
  });

  test.each([
    ['30.4.8', 'Job', /^warning: .*; pin linkerd\.version 2\.13\.0 or newer, or let the nodes pull it from a mirror and accept this$/],
    ['30.4.8', 'Deployment', /^error: .*; pin another release of linkerd-jaeger/],
    ['30.8.0', 'Job', /^error: .*; pin another release of linkerd-jaeger/],
  ])('of Linkerd is a warning only in a hook that no value changes, as in synth: %s, %s', (version, kind, expected) => {
    const part = { ...release({}), chart: { ...chart, name: 'linkerd-jaeger', version } };
    expect(found(pod('curlimages/curl:1').replace('Deployment', kind), MIRROR, part)).toEqual([expect.stringMatching(expected)]);
  });

  test('of what k3s brings along is left to k3s', () => {
    expect(found(pod('rancher/traefik:1'), MIRROR, { ...release({}), bundled: true })).toEqual([]);
  });
});

describe('a pod with an image of the mirror', () => {
  const LOGIN = { ...MIRROR, pullSecret: 'login' };
  const image = 'mirror.example.org/all/web:1';
  const own = 'serviceAccountName: web, ';

  test.each([
    ['without a Secret in its ServiceAccount', pod(image, own) + account(''), 'error'],
    ['with an empty list', pod(image, `${own}imagePullSecrets: [], `) + account(''), 'error'],
    ['of the ServiceAccount of its namespace', pod(image), 'warning'],
  ])('%s cannot pull it', (_what, manifests, severity) => {
    expect(found(manifests, LOGIN)).toEqual([
      expect.stringMatching(new RegExp(`^${severity}: .*Deployment web: has no imagePullSecrets, .*; add login`)),
    ]);
  });

  test.each([
    ['30.12.11', /^warning: .*Job web: has no imagePullSecrets, .*; pin linkerd\.version 2\.15 or newer/],
    ['30.14.10-edge', /^error: .*Job web: has no imagePullSecrets, .*; add login, so that/],
  ])('is a hook of Linkerd: a warning if no value gives it the Secret, as in synth: %s', (version, expected) => {
    const hook = pod(image, own).replace('Deployment', 'Job') + account('');
    const part = { chart: { name: 'linkerd-jaeger', version, repository: '' }, bundled: false };
    expect(found(hook, LOGIN, part)).toEqual([expect.stringMatching(expected)]);
  });

  test.each([
    ['with a Secret', pod(image, 'imagePullSecrets: [{name: login}], ')],
    ['with a Secret of the user', pod(image, 'imagePullSecrets: [{name: other}], ')],
    ['whose ServiceAccount has a Secret', pod(image, own) + account(', imagePullSecrets: [{name: login}]')],
    ['whose ServiceAccount is made elsewhere', pod(image, own)],
  ])('%s can', (_what, manifests) => {
    expect(found(manifests, LOGIN)).toEqual([]);
    expect(found(pod(image, own) + account(''), MIRROR)).toEqual([]);
  });
});
