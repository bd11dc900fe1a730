/** Probes that never succeed. */
import { worldOf } from '../../../../test/world';
import { commandMistakes } from './probe-commands';

const said = (probe: object, image = 'grafana/tempo:2.10.5') =>
  worldOf(
    JSON.stringify({
      ...{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'tempo', namespace: 'lab' } },
      spec: { containers: [{ name: 'tempo', image, readinessProbe: probe }] },
    }),
  )
    .lookup.pods.flatMap(({ containers }) => containers)
    .flatMap(commandMistakes)
    .map(({ kind, statement: { problem } }) => `${kind} ${problem}`);
const exec = (...command: string[]) => ({ exec: { command } });

test('a command that fails, or that the image does not have, is a mistake', () => {
  expect(said(exec('false'), 'busybox:1')).toEqual(['readinessProbe runs false, which always fails']);
  expect(said(exec('curl', 'localhost'))).toEqual(['readinessProbe runs curl, which the image of Tempo does not have']);
  expect(said(exec('curl', 'localhost'), 'curlimages/curl:8')).toEqual([]);
  expect(said(exec('/tempo', '-health'))).toEqual([]);
});

test('another image of Tempo may have more programs', () => {
  for (const image of ['grafana/tempo:2.9.0', 'grafana/tempo:2.10.5-shell', 'registry.example.org/tracing/tempo:2.10.5'])
    expect(said(exec('curl', 'localhost'), image)).toEqual([]);
});

test('a probe that starts after hours is a mistake', () => {
  expect(said({ httpGet: {}, initialDelaySeconds: 30000 })).toEqual([
    'readinessProbe starts after 30000 seconds, until which the pod gets no requests',
  ]);
  expect(said({ httpGet: {}, initialDelaySeconds: 300 })).toEqual([]);
});
