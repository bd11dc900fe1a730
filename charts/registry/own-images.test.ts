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

const MONOLITHIC = 'monolithic: 2.2.4';
const traefik = (chart: string, values: string) => `traefik: {chart: ${chart}, via: release, values: ${values}}\n`;
const azure = (registry: string) => `{global: {azure: {enabled: true, images: {proxy: {tag: v3.7.11, registry: ${registry}}}}}}`;

test.each([
  ['{tempo: {registry: ghcr.io}}', '', MONOLITHIC, says('tempo.values.tempo.registry', 'ghcr.io', 'mirror.example.org/hub')],
  [
    '{tempo: {repository: team/tempo}}',
    '',
    'monolithic: 1.24.0',
    says('tempo.values.tempo.repository', 'docker.io', 'mirror.example.org/hub/team/tempo'),
  ],
  [
    '{tempoQuery: {enabled: true, repository: ghcr.io/team/tempo-query}}',
    '',
    MONOLITHIC,
    says('tempo.values.tempoQuery.repository', 'ghcr.io', 'mirror.example.org/hub/team/tempo-query'),
  ],
  [
    '{rollout_operator: {enabled: true, image: {repository: ghcr.io/team/operator}}}',
    '',
    'chart: 1.40.4',
    says('tempo.values.rollout_operator.image.repository', 'ghcr.io', 'mirror.example.org/hub/team/operator'),
  ],
  [
    '{ingester: {extraVolumes: [{name: data, image: {reference: "ghcr.io/team/data:1"}}]}}',
    '',
    undefined,
    says('tempo.values.ingester.extraVolumes.image.reference', 'ghcr.io', 'mirror.example.org/hub/team/data:1'),
  ],
  [
    '{}',
    traefik('20.8.0', '{image: {name: ghcr.io/team/traefik}}'),
    undefined,
    says('traefik.values.image.name', 'ghcr.io', 'mirror.example.org/hub/team/traefik'),
  ],
  [
    '{}',
    traefik('41.3.0', azure('docker.io/library')),
    undefined,
    says('traefik.values.global.azure.images.proxy.registry', 'docker.io', 'mirror.example.org/hub/library'),
  ],
  [
    '{}',
    traefik('41.3.0', '{oci_meta: {enabled: true, repo: ghcr.io, images: {hub: {tag: v3.20.11}}}, hub: {token: a}}'),
    undefined,
    says('traefik.values.oci_meta.repo', 'ghcr.io', 'mirror.example.org/hub'),
  ],
])('a warning about an image that its own name does not tell: %s %s', (values, more, tempo, warning) => {
  expect(stack(HUB, values, more, tempo)).toEqual([expect.stringContaining(warning)]);
});

test.each([
  ['{tempo: {registry: mirror.example.org/hub, repository: team/tempo}}', '', MONOLITHIC],
  ['{tempo: {repository: ghcr.io/team/tempo}}', '', MONOLITHIC],
  ['{tempoQuery: {repository: ghcr.io/team/tempo-query}}', '', MONOLITHIC],
  ['{rollout_operator: {enabled: true, image: {repository: mirror.example.org/hub/team/operator}}}', '', 'chart: 1.40.4'],
  ['{rollout_operator: {enabled: true, image: {repository: team/operator}}}', '', 'chart: 2.26.2'],
  ['{}', traefik('41.3.0', azure('mirror.example.org/hub/library')), undefined],
  ['{}', traefik('41.3.0', '{oci_meta: {repo: ghcr.io}}'), undefined],
])('no warning about one that is in the mirror, or that nothing uses: %s %s', (values, more, tempo) => {
  expect(stack(HUB, values, more, tempo)).toEqual([]);
});

test('a warning about the name of an image of which only the registry of the user has a mirror', () => {
  const registry = '{imagesFrom: {ghcr.io: mirror.example.org/ghcr}}';
  const warned = stack(registry, '{}', 'vulture: {chart: 0.13.1, values: {image: {repository: ghcr.io/team/vulture}}}\n');

  expect(warned).toEqual([
    expect.stringContaining(
      'vulture.values.image.repository: the image comes from ghcr.io, and not from registry.imagesFrom.ghcr.io (line 3)',
    ),
  ]);
});

test("a warning about images of the chart's own MinIO", () => {
  const warned = said(
    synthesizeText(`domain: example.org
gitops: {repoURL: https://git.example.org/tracing.git, argocd: 3.2}
registry: {imagesFrom: {docker.io: mirror.example.org}}
tempo:
  chart: 1.53.2
  receivers: [otlp-http]
  values: {minio: {image: {repository: minio/minio}, mcImage: {repository: quay.io/minio/mc}}}
minio: {bundled: {existingSecret: root}}
`),
    'warning',
  ).filter((text) => text.includes('the image comes from'));

  expect(warned).toEqual([expect.stringContaining('tempo.values.minio.image.repository: the image comes from docker.io')]);
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

test('a registry and a repository are one image', () => {
  const image = (repository: string) => `{tempo: {image: {registry: mirror.example.org, repository: ${repository}}}}`;
  expect(stack(HUB, image('hub/grafana/tempo'))).toEqual([]);
  expect(stack(HUB, image('other/grafana/tempo'))).toEqual([
    expect.stringContaining(says('tempo.values.tempo.image.registry', 'mirror.example.org', 'mirror.example.org/hub')),
  ]);
});
