import type { World } from '../../../stack';
import { missingHops } from './promised-hops';

const missing = (declared: object): string[] =>
  missingHops({ isOurs: true, installations: [], releases: [], declared } as unknown as World, [], []).map(
    ({ from, to }) => `${from} to ${to}`,
  );

const COLLECTOR = { name: 'tempo-collector', receivers: [] };

test.each<[string, object, string[]]>([
  ['no collector', { hasVulture: true }, ['vulture to Tempo']],
  ['one tier', { hasVulture: true, collector: COLLECTOR }, ['tempo-collector to Tempo', 'vulture to tempo-collector']],
  [
    'two tiers, past which vulture writes',
    { hasVulture: true, collector: { ...COLLECTOR, sampling: 'tempo-collector-sampling' } },
    ['tempo-collector to tempo-collector-sampling', 'tempo-collector-sampling to Tempo', 'vulture to Tempo'],
  ],
])('the promised hops of spans: %s', (_, declared, expected) => {
  expect(missing(declared)).toEqual(expected);
});
