import { load } from 'js-yaml';
import type { Placed, World } from '../../stack';
import type { Use } from '../../uses/use';
import type { Lookup } from '../../world/lookup';
import { inLab } from '../fixture';
import { unprovenReceivers } from './remote-write';

const use = (address: string): Use =>
  ({
    from: 'Tempo',
    to: 'Prometheus',
    what: 'metrics',
    address,
    placed: inLab({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' } }),
  }) as unknown as Use;

const prometheus = (spec: string): Placed =>
  inLab({ apiVersion: 'monitoring.coreos.com/v1', kind: 'Prometheus', metadata: { name: 'k8s' }, spec: load(spec) } as never, {
    namespace: 'monitoring',
  });

const unproven = (address: string, ...objects: Placed[]) =>
  unprovenReceivers([use(address)], { objects } as unknown as World, { pods: [] } as unknown as Lookup);

const URL = 'http://prometheus-operated.monitoring:9090/api/v1/write';

test('a Prometheus that is not here is not proven to take remote write, and Mimir needs no flag', () => {
  expect(unproven(URL)).toEqual([`Tempo sends metrics to ${URL}: no --web.enable-remote-write-receiver of Prometheus is here`]);
  expect(unproven('http://mimir.mimir/api/v1/push')).toEqual([]);
});

test.each([
  ['enableRemoteWriteReceiver: true', 0],
  ['additionalArgs: [{name: web.enable-remote-write-receiver}]', 0],
  ['enableRemoteWriteReceiver: false', 1],
  ['{}', 1],
])('an object of its operator with %s leaves %d unproven', (spec, count) => {
  expect(unproven(URL, prometheus(spec))).toHaveLength(count);
});
