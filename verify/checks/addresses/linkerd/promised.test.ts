import { sentence } from '../../../../lib/findings/sentence';
import { worldOf } from '../../../../test/world';
import type { Installation, RenderedRelease } from '../../../stack';
import { NOTHING_DECLARED } from '../../../world/declared';
import { checkPromisedMesh } from './promised';

const DECLARED = { ...NOTHING_DECLARED, linkerdReadsW3c: true };
const installed = (name: string): Installation => ({
  ...{ place: { file: 'applications.k8s.yaml', name }, chart: { name, version: '1.0.0', repository: '' }, releaseName: name },
  ...{ namespace: name, values: {}, skipCrds: false, bundled: false, isOurs: true },
});
const rendered = (name: string): RenderedRelease => ({
  ...installed(name),
  ...{ info: { values: {} } as RenderedRelease['info'], folder: '', text: '', objects: [] },
});

function said(names: readonly string[], renderedNames: readonly string[], declared = DECLARED): string[] {
  const { world, lookup } = worldOf('', { declared, installations: names.map(installed), releases: renderedNames.map(rendered) });
  return checkPromisedMesh(world, lookup).map(sentence);
}

const NO_SPANS = ['Linkerd: sends no spans, but the cluster file has linkerd; run `npm run synth`'];

test('the spans of the mesh must be there if the cluster file has linkerd', () => {
  expect(said(['tempo'], ['tempo'])).toEqual(NO_SPANS);
  expect(said(['tempo', 'linkerd-jaeger'], ['tempo', 'linkerd-jaeger'])).toEqual(NO_SPANS);
  expect(said(['tempo'], ['tempo'], { ...NOTHING_DECLARED } as typeof DECLARED)).toEqual([]);
});

test('a chart of the extension that is missing proves nothing, whatever else is in its file', () => {
  expect(said(['tempo', 'linkerd-jaeger'], ['tempo'])).toEqual([]);
});

test.each([
  ['jaeger-injector', 0],
  ['jaeger', 1],
  ['collector', 1],
])('the extension may install %s: %d findings', (name, count) => {
  const object = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name } };
  const release = { ...rendered('linkerd-jaeger'), objects: [{ object, place: { file: 'applications.k8s.yaml' } }] };
  const { world, lookup } = worldOf('', { declared: DECLARED, installations: [installed('linkerd-jaeger')], releases: [release] });
  const found = checkPromisedMesh(world, lookup)
    .map(sentence)
    .filter((text) => text !== NO_SPANS[0]);
  expect(found).toEqual(Array.from({ length: count }, () => expect.stringContaining(`Deployment ${name}: is installed beside Tempo`)));
});
