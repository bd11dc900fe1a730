import { kubernetesRelease } from './kubernetes-releases';
import { k3sReleases } from './traefik/k3s-releases';

test.each(['1.16', '1.22', '1.34', '1.34.2', '1.36', '1.37'])('%s is a release', (version) => {
  expect(kubernetesRelease(version)).toMatchObject({ release: {} });
  expect(kubernetesRelease(version)).not.toHaveProperty('warning');
});

test.each(['0.1', '1.3', '1.15', '2.0'])('%s is an error with the range', (version) => {
  expect(kubernetesRelease(version)).toEqual({
    error: expect.objectContaining({
      rule: 'release/unsupported',
      problem: `Kubernetes ${version} is not supported`,
      fix: 'use 1.16 to 1.37',
    }),
  });
});

test('a newer one has a warning', () => {
  expect(kubernetesRelease('1.99')).toMatchObject({
    release: { version: '1.99' },
    warning: {
      rule: 'release/newer-than-known',
      problem: 'Kubernetes 1.99 is newer than any release known here, the last of which is 1.37',
    },
  });
});

test('the newest k3s packages a release that is known', () => {
  expect(kubernetesRelease(k3sReleases.newest)).not.toHaveProperty('warning');
});
