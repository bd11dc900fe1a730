import { invalidName } from './invalid-name';

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;

test.each([
  'memcached',
  'grafana/tempo:2.10.5',
  'docker.io/grafana/tempo:v1_2.3-4',
  `quay.io/minio/mc@${DIGEST}`,
  `mirror:5000/a/b__c/d--e:1@${DIGEST}`,
  `x@sha512:${'a'.repeat(128)}`,
  'localhost/tempo:1',
  '[2001:db8::1]:5000/tempo:1',
  'Mirror.Example.org/tempo:1',
  'MIRROR/tempo:1',
  `a:${'t'.repeat(128)}`,
  '',
  'docker.io/grafana/Tempo:${version}',
  '<path:apps/tempo#image>',
])('%s is right', (image) => {
  expect(invalidName(image)).toBeUndefined();
});

test.each([
  ['docker.io/Grafana/tempo:1', 'Grafana is not in lower case'],
  ['Tempo:1', 'Tempo is not in lower case'],
  ['tempo:2.10.7@sha256:aaaa', 'its digest is not sha256: and 64 hexadecimal digits'],
  [`tempo@${DIGEST.toUpperCase()}`, 'its digest is not sha256: and 64 hexadecimal digits'],
  ['tempo@2.10.7', 'its digest is not sha256: and 64 hexadecimal digits'],
  ['tempo:', 'its tag is not one of at most 128 letters, digits, dots, hyphens and underscores'],
  ['tempo:2.10+build', 'its tag is not one of at most 128 letters, digits, dots, hyphens and underscores'],
  [`tempo:${'t'.repeat(129)}`, 'its tag is not one of at most 128 letters, digits, dots, hyphens and underscores'],
  ['https://docker.io/grafana/tempo:1', 'https: is not the name of a registry'],
  ['mirror.example.org:port/tempo:1', 'mirror.example.org:port is not the name of a registry'],
  ['docker.io//tempo:1', 'its path has the part ""'],
  ['docker.io/a..b/tempo:1', 'its path has the part "a..b"'],
  ['grafana/tempo:1:2', 'its path has the part "tempo:1"'],
])('%s: %s', (image, problem) => {
  expect(invalidName(image)).toBe(problem);
});
