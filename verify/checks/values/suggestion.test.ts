import type { Path } from '../../../lib/yaml/parsed';
import { suggestion } from './suggestion';

const DEFAULTS = {
  persistence: { enabled: false, storageClassName: null, size: '10Gi' },
  service: { ports: { zipkinPort: 9411 }, type: 'ClusterIP' },
  distributor: { extraArgs: [], config: { logReceivedSpans: { enabled: false } } },
  ingester: { extraArgs: [] },
  many: { a1: 1, b2: 2, c3: 3, d4: 4, e5: 5, f6: 6, g7: 7, h8: 8, i9: 9 },
};

const CHART = { name: 'tempo', defaults: DEFAULTS, words: new Set(['retentionPeriod', 'ports', 'type']) };

test.each<[string, Path, string]>([
  ['a key nearly of that name', ['service', 'typ'], 'write service.type'],
  [
    'a key of that name in other letters',
    ['distributor', 'config', 'logreceivedspans', 'enabled'],
    'write distributor.config.logReceivedSpans.enabled',
  ],
  ['where a key of that name stands', ['zipkinPort'], 'write service.ports.zipkinPort'],
  ['the places where it may have been meant', ['extraArgs'], 'write distributor.extraArgs or ingester.extraArgs'],
  ['a name nearly like one that only the templates know', ['retentionPeriods'], 'write retentionPeriod'],
  ['what switches it on', ['persistence', 'size'], 'persistence.enabled is false, so set that to true, or leave this out'],
  ['what there is', ['service', 'colour'], 'the chart has ports, type under service; write one of these, or leave it out'],
  [
    'some of what there is',
    ['many', 'colour'],
    'the chart has a1, b2, c3, d4, e5, f6, g7, h8 and others under many; write one of these, or leave it out',
  ],
  ['nothing, where the chart knows it', ['service', 'type'], 'leave it out'],
  ['nothing, where the chart has nothing like it', ['colour'], 'leave it out'],
  // A name such as `enabled` stands everywhere.
  ['no place of a name that is everywhere', ['gateway', 'enabled'], 'leave it out'],
])('suggests %s', (_what, path, text) => expect(suggestion(path, CHART, {})).toBe(text));

test('goes by what is set, not by the default', () => {
  expect(suggestion(['persistence', 'size'], CHART, { persistence: { enabled: true } })).toBe('leave it out');
});
