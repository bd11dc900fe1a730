import { said, synthesizeText } from '../../test/synthesis';

const stack = (registry: string, values: string, more = '', tempo = 'chart: 2.26.2') =>
  said(
    synthesizeText(`domain: example.org
gitops: {repoURL: https://git.example.org/tracing.git, argocd: 3.2}
registry: ${registry}
tempo:
  ${tempo}
  receivers: [otlp-grpc, otlp-http]
  credentials: {existing: {}}
  storage: {bucket: traces, endpoint: "s3.example.org:9000"}
  persistence: {}
  values: ${values}
${more}`),
    'warning',
  ).filter((text) => text.includes('the image comes from'));

const HUB = '{images: mirror.example.org/hub}';
const says = (key: string, host: string, wanted: string) =>
  `${key}: the image comes from ${host}, and not from registry.images (line 3); use ${wanted}, or add ${host} to registry.imagesFrom if nodes can reach it`;

test.each([
  ['{tempo: {image: {registry: ghcr.io}}}', says('tempo.values.tempo.image.registry', 'ghcr.io', 'mirror.example.org/hub')],
  ['{querier: {image: {registry: ghcr.io/team}}}', says('tempo.values.querier.image.registry', 'ghcr.io', 'mirror.example.org/hub')],
  ['{global: {imageRegistry: docker.io}}', says('tempo.values.global.imageRegistry', 'docker.io', 'mirror.example.org/hub')],
  [
    '{ingester: {extraContainers: [{name: shell, image: "busybox:1.36"}]}}',
    says('tempo.values.ingester.extraContainers.image', 'docker.io', 'mirror.example.org/hub/library/busybox:1.36'),
  ],
])('a warning about an image of tempo.values that no mirror has: %s', (values, warning) => {
  expect(stack(HUB, values)).toEqual([expect.stringContaining(warning)]);
});

test('a warning about the name of an image that has its registry in it', () => {
  const collector = (repository: string) => `collector: {chart: 0.150.0, values: {image: {repository: ${repository}}}}\n`;

  expect(stack(HUB, '{}', collector('ghcr.io/team/collector'))).toEqual([
    expect.stringContaining(says('collector.values.image.repository', 'ghcr.io', 'mirror.example.org/hub/team/collector')),
  ]);
  expect(stack(HUB, '{}', collector('team/collector'))).toEqual([
    expect.stringContaining(says('collector.values.image.repository', 'docker.io', 'mirror.example.org/hub/team/collector')),
  ]);
  expect(stack(HUB, '{}', collector('mirror.example.org/hub/team/collector'))).toEqual([]);
});

test.each([
  ['the mirror', HUB, '{tempo: {image: {registry: mirror.example.org/hub}}}'],
  ['a folder of the mirror', HUB, '{querier: {image: {registry: mirror.example.org/hub/team}}}'],
  [
    'a registry with itself as its mirror',
    '{images: mirror.example.org/hub, imagesFrom: {ghcr.io: ghcr.io}}',
    '{tempo: {image: {registry: ghcr.io}}}',
  ],
  ['a registry without a mirror', '{imagesFrom: {docker.io: mirror.example.org/hub}}', '{tempo: {image: {registry: ghcr.io}}}'],
  [
    'a name without a registry, which the chart has in another value',
    HUB,
    '{memcached: {image: {tag: "1.6"}}, tempo: {image: {repository: team/tempo}}}',
  ],
  ['a value of another meaning', HUB, '{tempo: {structuredConfig: {registry: ghcr.io}}}'],
])('no warning about %s', (_, registry, values) => {
  expect(stack(registry, values)).toEqual([]);
});
