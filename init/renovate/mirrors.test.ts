import { registryConfig } from '../../charts/registry/config';
import { withPins } from './config';
import type { PinningFile } from './mirrors';

const file = (name: string, charts?: string): PinningFile => ({ name, ...(charts && { registry: registryConfig.parse({ charts }) }) });
const managersOf = (key: string, files: readonly PinningFile[]) =>
  (withPins({}, files).customManagers as { description: string; managerFilePatterns: string[] }[])
    .filter(({ description }) => description === `tempo-gitops: ${key}`)
    .map(({ description: _, managerFilePatterns, ...rest }) => {
      const { customType, matchStrings, matchStringsStrategy, ...source } = rest as Record<string, unknown>;
      return { files: managerFilePatterns[0], ...source };
    });
const ALL = '/^(?:base|clusters)/.+\\.yaml$/';

test('the releases of a chart come from the mirror of all cluster files', () => {
  expect(
    managersOf('tempo.chart', [file('a', 'https://mirror.example.org/charts'), file('b', 'https://mirror.example.org/charts')]),
  ).toEqual([
    {
      files: ALL,
      depNameTemplate: 'tempo-distributed',
      datasourceTemplate: 'helm',
      registryUrlTemplate: 'https://mirror.example.org/charts',
    },
  ]);
});

test('a chart in a registry is found like an image', () => {
  expect(managersOf('traefik.chart', [file('a', 'oci://mirror.example.org/charts')])).toEqual([
    {
      ...{ files: ALL, depNameTemplate: 'traefik', datasourceTemplate: 'docker' },
      ...{ packageNameTemplate: 'mirror.example.org/charts/traefik', versioningTemplate: 'helm' },
    },
  ]);
});

test('cluster files with different mirrors have different managers', () => {
  const found = managersOf('tempo.chart', [
    file('a', 'oci://mirror.example.org/charts'),
    file('b'),
    file('c', 'oci://mirror.example.org/charts'),
  ]);

  expect(found.map(({ files }) => files)).toEqual(['/^(?:base/.+|clusters/(?:.+/)?(?:a|c))\\.yaml$/', '/^clusters/(?:.+/)?(?:b)\\.yaml$/']);
  expect(found[1]).toMatchObject({ registryUrlTemplate: 'https://grafana-community.github.io/helm-charts' });
});

test('releases that are tags of a git repository stay there', () => {
  expect(managersOf('linkerd.version', [file('a', 'https://mirror.example.org/charts')])).toEqual(managersOf('linkerd.version', []));
});
