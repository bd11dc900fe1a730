import { digestOf, imageReference, imageText } from './reference';

test.each([
  ['memcached:1.6', 'docker.io/library/memcached:1.6'],
  ['memcached', 'docker.io/library/memcached'],
  ['grafana/tempo:2', 'docker.io/grafana/tempo:2'],
  ['index.docker.io/grafana/tempo:1', 'docker.io/grafana/tempo:1'],
  ['docker.io/traefik:v3', 'docker.io/library/traefik:v3'],
  ['quay.io/minio/mc:RELEASE.1', 'quay.io/minio/mc:RELEASE.1'],
  ['mirror:5000/tempo:1', 'mirror:5000/tempo:1'],
  ['mirror.example.org:5000/a/b/tempo', 'mirror.example.org:5000/a/b/tempo'],
  ['localhost/tempo:1', 'localhost/tempo:1'],
])('%s is %s', (image, full) => {
  expect(imageText(imageReference(image))).toBe(full);
});

test('a digest is a part of the version', () => {
  const digest = `sha256:${'a'.repeat(64)}`;
  const image = `rclone/rclone:1.2@${digest}`;

  expect(imageReference(image)).toEqual({ host: 'docker.io', path: 'rclone/rclone', version: `:1.2@${digest}` });
  expect(digestOf(image)).toBe(digest);
  expect(digestOf('rclone/rclone:1.2')).toBeUndefined();
});
