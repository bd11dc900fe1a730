import { registryConfig } from '../../charts/registry/config';
import { worldOf } from '../../test/world';
import type { RenderedRelease } from '../stack';
import { NOTHING_DECLARED } from '../world/declared';
import { imagesIn } from './list';
import { upstreamOf } from './upstream';

const pods = (...images: string[]) =>
  `apiVersion: batch/v1\nkind: Job\nmetadata: {name: job, namespace: lab}\nspec: {template: {spec: {containers: [${images
    .map((image, index) => `{name: c${index}, image: "${image}"}`)
    .join(', ')}]}}}\n`;
const registry = registryConfig.parse({ images: 'mirror.example.org:5000/all' });
const DIGEST = `sha256:${'a'.repeat(64)}`;
const use = (container: string) => ({ cluster: 'lab', kind: 'Job', namespace: 'lab', name: 'job', container });

test('an image is listed once, with its digest and with all that use it', () => {
  expect(imagesIn([worldOf(pods(`rclone/rclone:1@${DIGEST}`, 'b:1', 'b:1')).world])).toEqual([
    { image: 'b:1', usedBy: [use('c1'), use('c2')] },
    { image: `rclone/rclone:1@${DIGEST}`, digest: DIGEST, usedBy: [use('c0')] },
  ]);
});

test('an image that is mounted as a volume is listed too', () => {
  const { world } = worldOf(pods('b:1').replace('{containers', '{volumes: [{name: files, image: {reference: "a:1"}}], containers'));

  expect(imagesIn([world])).toEqual([
    { image: 'a:1', usedBy: [{ cluster: 'lab', kind: 'Job', namespace: 'lab', name: 'job', volume: 'files' }] },
    { image: 'b:1', usedBy: [use('c0')] },
  ]);
});

test('an image of a mirror has its name upstream', () => {
  const { world } = worldOf(pods('mirror.example.org:5000/all/minio/mc:1'), { declared: { ...NOTHING_DECLARED, registry } });

  expect(imagesIn([world])).toEqual([
    { image: 'mirror.example.org:5000/all/minio/mc:1', upstream: 'quay.io/minio/mc:1', usedBy: [use('c0')] },
  ]);
});

test('what k3s brings along is not listed', () => {
  const { world } = worldOf(pods('rancher/traefik:1'));
  const release = { objects: world.objects, bundled: true } as unknown as RenderedRelease;

  expect(imagesIn([{ ...world, releases: [release] }])).toEqual([]);
});

test.each([
  ['mirror.example.org:5000/all/library/memcached:1', 'docker.io/library/memcached:1'],
  ['mirror.example.org:5000/all/traefik/traefik-hub:1', 'ghcr.io/traefik/traefik-hub:1'],
  ['mirror.example.org:5000/all/traefik-hub/traefik-hub:1', 'registry.traefik.io/traefik-hub/traefik-hub:1'],
  ['mirror.example.org:5000/all/buoyantio/emojivoto-web:v11', 'ghcr.io/buoyantio/emojivoto-web:v11'],
  ['mirror.example.org:5000/all/linkerd/extension-init:v0', 'cr.l5d.io/linkerd/extension-init:v0'],
  ['mirror.example.org:5000/all/bskim45/helm-kubectl-jq:3', 'docker.io/bskim45/helm-kubectl-jq:3'],
  ['mirror.example.org:5000/all/team/unknown:1', undefined],
  ['mirror.example.org:5000/other/grafana/tempo:1', undefined],
  ['quay.io/minio/mc:1', undefined],
  [
    'mirror.example.org:5000/all/open-telemetry/opentelemetry-collector-releases/opentelemetry-collector-contrib:1',
    'ghcr.io/open-telemetry/opentelemetry-collector-releases/opentelemetry-collector-contrib:1',
  ],
])('%s is upstream %s', (image, upstream) => {
  expect(upstreamOf(image, registry)).toBe(upstream);
});

test('a mirror of one registry tells which one', () => {
  const one = registryConfig.parse({ imagesFrom: { 'quay.io': 'mirror.example.org/quay' } });
  expect(upstreamOf('mirror.example.org/quay/team/unknown:1', one)).toBe('quay.io/team/unknown:1');
});
