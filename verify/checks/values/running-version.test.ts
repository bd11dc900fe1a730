import { runningVersion } from './running-version';

const distributed = { name: 'tempo-distributed', version: '2.23.4', appVersion: '2.10.5' };
const single = { name: 'tempo', version: '2.2.4', appVersion: '2.10.8' };

test.each<[string, Parameters<typeof runningVersion>[0], object, string]>([
  ['that of the tag', distributed, { tempo: { image: { tag: '2.10.1' } } }, '2.10.1'],
  ['that of the tag with a digest', distributed, { tempo: { image: { tag: `v2.10.1@sha256:${'0'.repeat(64)}` } } }, '2.10.1'],
  ['that of the tag of the chart tempo', single, { tempo: { tag: '2.9.0' } }, '2.9.0'],
  ['that of the chart without a tag', distributed, { tempo: { image: { tag: null } } }, '2.10.5'],
  ['that of the chart with an empty tag', single, { tempo: { tag: '' } }, '2.10.8'],
  ['that of the chart with a tag that is not a version', distributed, { tempo: { image: { tag: 'main-abc' } } }, '2.10.5'],
  ['that of the chart with the tag of the other chart', distributed, { tempo: { tag: '2.9.0' } }, '2.10.5'],
  ['that of another chart', { name: 'traefik', version: '27.0.2', appVersion: 'v2.11.2' }, { tempo: { tag: '2.9.0' } }, 'v2.11.2'],
])('is %s', (_what, chart, values, version) => expect(runningVersion(chart, values)).toBe(version));
