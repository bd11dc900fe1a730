/** Labels and annotations of the cluster file, in handwritten manifests. */
import { lineOf } from '../../../lib/findings/sentence';
import { worldOf } from '../../../test/world';
import type { RenderedRelease } from '../../stack';
import { NOTHING_DECLARED } from '../../world/declared';
import { missingMetadata } from './metadata';

const METADATA = { labels: { team: 'a' }, annotations: { owner: 'b' } };
const MARKS = 'labels: {team: a}, annotations: {owner: b}';
const deployment = (own: string, pods: string) =>
  `{apiVersion: apps/v1, kind: Deployment, metadata: {name: web, namespace: shop, ${own}}, spec: {template: {metadata: {${pods}}, spec: {containers: [{name: a}]}}}}`;

/** @param release what renders them; undefined if they are written */
function found(manifests: string, release?: Partial<RenderedRelease>) {
  const { world } = worldOf(manifests, { declared: { ...NOTHING_DECLARED, metadata: METADATA } });
  const place = { file: 'dist/lab/applications.k8s.yaml' };
  const chart = { name: 'tempo', version: '1.24.0', repository: '' };
  const releases = release
    ? [{ objects: world.objects, application: 'lab-tempo', place, chart, bundled: false, ...release } as unknown as RenderedRelease]
    : [];
  return missingMetadata({ ...world, releases }).map((finding) => `${finding.severity}: ${lineOf(finding)}`);
}

test('the root Application of a fleet has the metadata of fleet.yaml', () => {
  const { world } = worldOf(deployment('labels: {}', MARKS), { declared: { ...NOTHING_DECLARED, metadata: METADATA } });
  const at = (file: string) => missingMetadata({ ...world, objects: world.objects.map((placed) => ({ ...placed, place: { file } })) });

  expect(at('dist/lab/applications.k8s.yaml')).toHaveLength(2);
  expect(at('dist/lab/fleet.json')).toEqual([]);
});

test('an object of the output without a label or annotation is an error', () => {
  expect(found(deployment('labels: {other: a}, annotations: {owner: b}', MARKS))).toEqual([
    expect.stringMatching(/^error: .*Deployment web \(metadata\.labels\): lacks team of the cluster file; run `npm run synth`$/),
  ]);
  expect(found(deployment(MARKS, 'labels: {team: a}'))).toEqual([
    expect.stringMatching(/Deployment web \(spec\.template\.metadata\.annotations\): lacks owner/),
  ]);
});

test('one with all of them is not, and neither is a Job that is not made anew', () => {
  expect(found(deployment(MARKS, MARKS))).toEqual([]);
  expect(found(`{apiVersion: batch/v1, kind: Job, metadata: {name: a, ${MARKS}}, spec: {template: {metadata: {}, spec: {}}}}`)).toEqual([]);
});

test('what a chart has no value for is a note with its kinds', () => {
  expect(found(`${deployment('labels: {}', MARKS)}\n---\n{apiVersion: v1, kind: Service, metadata: {name: a, ${MARKS}}}`, {})).toEqual([
    expect.stringMatching(/^note: .*tempo 1\.24\.0 \(metadata\.labels\): renders Deployment without the labels of the cluster file/),
    expect.stringMatching(/^note: .*tempo 1\.24\.0 \(metadata\.annotations\): renders Deployment without the annotations/),
  ]);
});

test('what k3s brings along, or another Application installs, is not judged', () => {
  expect(found(deployment('labels: {}', 'labels: {}'), { bundled: true })).toEqual([]);
  expect(
    found(deployment('labels: {}', 'labels: {}'), { application: undefined, place: { file: 'dist/lab/values/traefik.yaml' } }),
  ).toEqual([]);
});

test('without metadata in the cluster file nothing is missing', () => {
  const { world } = worldOf(deployment('labels: {}', 'labels: {}'));

  expect(missingMetadata(world)).toEqual([]);
});
