import type { Installation } from '../stack';
import { userValuesOf, valuesKeyOf } from './user-values';

const declared = { values: { tempo: 1, traefik: 2, vulture: 3, collector: 4, sampling: 5 } };
const release = (chart: string, releaseName: string, isOurs = true) =>
  ({ chart: { name: chart }, releaseName, isOurs }) as unknown as Installation;

test.each([
  ['tempo-distributed', 'tempo', 1, 'tempo.values'],
  ['tempo', 'tempo', 1, 'tempo.values'],
  ['traefik', 'traefik', 2, 'traefik.values'],
  ['tempo-vulture', 'tempo-vulture', 3, 'vulture.values'],
  ['opentelemetry-collector', 'tempo-collector', 4, 'collector.values'],
  ['opentelemetry-collector', 'tempo-collector-sampling', 5, 'collector.tailSampling.values'],
  ['linkerd-jaeger', 'linkerd-jaeger', undefined, undefined],
])('the values of %s %s have a key', (chart, releaseName, values, key) => {
  const installation = release(chart, releaseName);

  expect(userValuesOf(installation, { declared } as never)).toBe(values);
  expect(valuesKeyOf(installation)).toBe(key);
  expect(userValuesOf(release(chart, releaseName, false), { declared } as never)).toBeUndefined();
});
