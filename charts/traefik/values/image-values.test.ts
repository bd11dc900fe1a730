import { helmValuesOf, synthesizeText } from '../../../test/synthesis';

const values = (chart: string, own: string, registry = '{images: mirror.example.org}') =>
  helmValuesOf<Record<string, unknown>>(
    synthesizeText(`domain: example.org
gitops: {repoURL: "https://git.example.org/tracing.git"}
registry: ${registry}
tempo:
  chart: 2.26.2
  receivers: [otlp-http, zipkin]
  storage: {bucket: traces, endpoint: s3.example.org}
  credentials: {existing: {}}
  persistence: {}
traefik: {chart: ${chart}, via: release, values: ${own}}
`),
    'traefik',
  );

const HUB = { registry: 'mirror.example.org', repository: 'traefik/traefik-hub' };
const PROXY = { registry: 'mirror.example.org', repository: 'library/traefik' };

describe('the image of Traefik Hub', () => {
  test.each([
    ['41.0.0', '{hub: {token: a}}', HUB],
    ['41.3.0', '{hub: {token: a}}', HUB],
    ['41.3.0', '{hub: {enabled: true}}', HUB],
    ['41.3.0', '{hub: {token: a, hardened: true}}', { ...HUB, repository: 'traefik-hub/traefik-hub' }],
    ['41.3.0', '{hub: {enabled: false, token: a}}', PROXY],
    ['41.3.0', '{hub: {token: ""}}', PROXY],
    ['41.3.0', '{hub: {token: a}, image: {repository: team/traefik-hub}}', { ...HUB, repository: 'team/traefik-hub' }],
    // Older charts have no image of their own for it.
    ['38.0.2', '{hub: {token: a}, image: {tag: v3.6.6}}', { ...PROXY, tag: 'v3.6.6' }],
  ])('comes from the mirror: %s %s', (chart, own, image) => {
    expect(values(chart, own)).toMatchObject({ image });
  });

  test('comes from the mirror of its own registry', () => {
    const registry = '{imagesFrom: {docker.io: mirror.example.org/hub, ghcr.io: mirror.example.org/ghcr}}';
    expect(values('41.3.0', '{hub: {token: a}}', registry).image).toEqual({ ...HUB, registry: 'mirror.example.org/ghcr' });
    expect(values('41.3.0', '{hub: {token: a}}', '{imagesFrom: {docker.io: mirror.example.org}}')).not.toHaveProperty('image');
  });
});

describe('the image for a marketplace', () => {
  const azure = (values: string, more = '') => `{global: {azure: {enabled: true, images: {${values}}}}${more}}`;
  const oracle = (values: string, more = '') => `{oci_meta: {enabled: true, ${values}}${more}}`;
  const TAG = 'proxy: {tag: v3.7.11}';
  const HUB_TAG = 'hub: {tag: v3.20.11}';
  const TOKEN = ', hub: {token: a}';

  test.each([
    ['35.3.0', azure(TAG), { proxy: { registry: 'mirror.example.org/library', tag: 'v3.7.11' } }],
    ['41.3.0', azure(TAG), { proxy: { registry: 'mirror.example.org/library', tag: 'v3.7.11' } }],
    ['39.0.6', azure(HUB_TAG, TOKEN), { hub: { registry: 'mirror.example.org/traefik', tag: 'v3.20.11' } }],
    ['41.3.0', azure(HUB_TAG, TOKEN), { hub: { registry: 'mirror.example.org/traefik', tag: 'v3.20.11' } }],
    ['41.3.0', azure('proxy: {tag: v3.7.11, registry: ghcr.io}'), { proxy: { registry: 'ghcr.io', tag: 'v3.7.11' } }],
  ])('of Azure comes from the mirror: %s %s', (chart, own, images) => {
    expect(values(chart, own)).toHaveProperty('global.azure.images', images);
  });

  test.each([
    ['35.0.0', oracle(`images: {${TAG}}`), 'mirror.example.org/library'],
    ['41.3.0', oracle(`images: {${TAG}}`), 'mirror.example.org/library'],
    ['35.0.0', oracle(`images: {${HUB_TAG}}`, TOKEN), 'mirror.example.org/traefik'],
    ['41.3.0', oracle(`images: {${HUB_TAG}}`, TOKEN), 'mirror.example.org/traefik'],
    ['41.3.0', oracle(`images: {${TAG}}, repo: mirror.example.org/team`), 'mirror.example.org/team'],
  ])('of Oracle comes from the mirror: %s %s', (chart, own, repo) => {
    expect(values(chart, own)).toHaveProperty('oci_meta.repo', repo);
  });

  test('has no value where it is off, or unknown to the release', () => {
    expect(values('41.3.0', '{global: {azure: {enabled: false}}, oci_meta: {enabled: false}}')).toMatchObject({
      global: { azure: { enabled: false } },
      oci_meta: { enabled: false },
    });
    expect(values('34.5.0', oracle(`images: {${TAG}}`))).not.toHaveProperty('oci_meta.repo');
    expect(values('35.2.0', azure(TAG))).not.toHaveProperty('global.azure.images.proxy.registry');
  });
});
