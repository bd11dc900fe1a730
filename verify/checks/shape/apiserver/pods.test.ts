import type { Manifest } from '../../../stack';
import { container, pod, printed, running, service, withClaim, workload } from '../fixture';
import { apiServerMistakes } from './kinds';

const of = (object: Manifest) => apiServerMistakes(object, { minor: 34, isServerSide: false }).map(printed);

const containers = [container];
const mounts = (...names: string[]) => running({ volumeMounts: names.map((mountPath) => ({ name: 'config', mountPath })) });
const AT = 'spec.template.spec';

test.each<[string, string[]]>([
  ['a Deployment', of(workload(pod))],
  ['a volume by a claim', of(withClaim({ containers }))],
  ['one volume at two places', of(mounts('/a', '/b'))],
  ['a port by TCP and by UDP', of(service({ name: 'a', port: 443 }, { name: 'b', port: 443, protocol: 'UDP' }))],
  ['a kind of others', of({ ...workload({ containers }), apiVersion: 'example.com/v1' })],
])('%s agrees within itself', (_, said) => expect(said).toEqual([]));

test.each<[string, string[]]>([
  [
    'spec.replicas is 100000000000, but must be 0 to 2147483647; use 0 to 2147483647',
    of({ ...workload(pod), spec: { ...(workload(pod).spec as object), replicas: 100_000_000_000 } }),
  ],
  ['spec.selector.matchLabels.app is "tempo", but its pods have "loki"; use the same value', of(workload(pod, { app: 'loki' }))],
  ['spec.selector.matchLabels.app is "tempo", but its pods have no such label; use the same value', of(workload(pod, {}))],
  [
    `${AT}.containers[0].name is a duplicate of "tempo" in ${AT}.initContainers[0]; rename or remove one of them`,
    of(workload({ ...pod, initContainers: containers })),
  ],
  [
    `${AT}.volumes[1].name is a duplicate of "config" in ${AT}.volumes[0]; rename or remove one of them`,
    of(workload({ ...pod, volumes: [...pod.volumes, ...pod.volumes] })),
  ],
  [
    `${AT}.containers[0].volumeMounts[0].name is "config", which is not a volume of the pod; add it to volumes`,
    of(workload({ containers })),
  ],
  [
    `${AT}.containers[0].volumeMounts[1].mountPath is a duplicate of "/a" in ${AT}.containers[0].volumeMounts[0]; rename or remove one of them`,
    of(mounts('/a', '/a')),
  ],
  [
    `${AT}.containers[0].env[1].name is a duplicate of "KEY" in ${AT}.containers[0].env[0], which server-side apply refuses, and otherwise the last one counts; remove one of them`,
    of(running({ env: ['1', '2'].map((value) => ({ name: 'KEY', value })) })),
  ],
  [
    'spec.ports[1].name is a duplicate of "http" in spec.ports[0]; rename or remove one of them',
    of(service({ name: 'http', port: 80 }, { name: 'http', port: 81 })),
  ],
  [
    'spec.ports[1].port is a duplicate of 80/TCP in spec.ports[0]; remove one of them',
    of(service({ name: 'a', port: 80 }, { name: 'b', port: 80 })),
  ],
])('%s', (text, said) => expect(said).toEqual([text]));
