/** Components of the cluster file that are not there. */
import { grouped } from '../../../lib/findings/grouped';
import { sentence } from '../../../lib/findings/sentence';
import { worldOf } from '../../../test/world';
import type { Installation, World } from '../../stack';
import { type Declared, NOTHING_DECLARED } from '../../world/declared';
import { checkAddresses } from './addresses';

const RUNNING = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: traefik, namespace: traefik}
spec: {template: {spec: {containers: [{name: traefik, image: 'traefik:v3.6.4', args: [--entrypoints.web.address=:8000]}]}}}
`;
const release: Installation = {
  ...{ place: { file: 'applications.yaml' }, chart: { name: 'traefik', version: '41.3.0', repository: 'https://charts.example.org' } },
  ...{ releaseName: 'traefik', namespace: 'traefik', values: {}, skipCrds: false, bundled: false, isOurs: true },
};
const rendered = {
  ...release,
  info: { name: 'traefik', values: {} },
  folder: 'traefik',
  text: '',
  objects: [],
} as unknown as World['releases'][number];

function said(manifests: string, part: Partial<World>, declared: Partial<Declared> = { sampleRate: 1 }): string[] {
  const { findings } = checkAddresses(worldOf(manifests, { ...part, declared: { ...NOTHING_DECLARED, ...declared } }));
  return grouped(findings).map(sentence);
}

test('Traefik that nothing installs is reported if it is in the cluster file', () => {
  expect(said('', {})).toEqual(['Traefik: is in the cluster file, but nothing here installs or configures it; run `npm run synth`']);
  expect(said('', {}, {})).toEqual([]);
  expect(said('', { isOurs: false })).toEqual([]);
  expect(said(RUNNING, {})).toEqual([]);
});

test('a release that runs no Traefik is reported, and one that could not be rendered is not', () => {
  expect(said('', { installations: [release], releases: [rendered] })).toEqual([
    'Traefik: is in the cluster file, but nothing here runs it; correct its values',
  ]);
  expect(said('', { installations: [release] })).toEqual([]);
});

test('Tempo that nothing installs is reported', () => {
  const storage = { name: 's3', title: 'S3', key: 'tempo.storage', destination: 'the bucket traces', fields: [] };
  expect(said('', {}, { storage })).toEqual([
    'Tempo: is in the cluster file, but nothing here installs or configures it; run `npm run synth`',
  ]);
});

test('the Jaeger extension that could not be rendered may send the spans of Linkerd, beside a release of the same file', () => {
  const chart = { name: 'linkerd-jaeger', version: '30.12.11', repository: 'https://charts.example.org' };
  const extension = { ...release, chart, place: { file: 'applications.yaml', name: 'linkerd' } };
  const others = { installations: [release, extension], releases: [rendered] };
  const declared = { linkerdReadsW3c: false };
  expect(said(RUNNING, others, declared)).toEqual([]);
  const all = { ...others, releases: [rendered, { ...rendered, ...extension }] };
  expect(said(RUNNING, all, declared)).toEqual(['Linkerd: sends no spans, but the cluster file has linkerd; run `npm run synth`']);
});
