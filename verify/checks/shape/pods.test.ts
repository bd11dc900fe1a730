import { container, pod, running, service, withClaim, workload } from './fixture';
import { workloadMistakes } from './pods';

const of = (object: Parameters<typeof workloadMistakes>[0]) => workloadMistakes(object).map(({ path, text }) => `${path} ${text}`);

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
  ['spec.selector.matchLabels.app is "tempo", and its pods have "loki"; make the two alike', of(workload(pod, { app: 'loki' }))],
  ['spec.selector.matchLabels.app is "tempo", and its pods have no such label; make the two alike', of(workload(pod, {}))],
  [
    `${AT}.containers[0].name is tempo again, as in ${AT}.initContainers[0]; rename or remove one of the two`,
    of(workload({ ...pod, initContainers: containers })),
  ],
  [
    `${AT}.volumes[1].name is config again, as in ${AT}.volumes[0]; rename or remove one of the two`,
    of(workload({ ...pod, volumes: [...pod.volumes, ...pod.volumes] })),
  ],
  [
    `${AT}.containers[0].volumeMounts[0].name is "config", a volume that the pod does not have; add it to volumes`,
    of(workload({ containers })),
  ],
  [
    `${AT}.containers[0].volumeMounts[1].mountPath is /a again, as in ${AT}.containers[0].volumeMounts[0]; rename or remove one of the two`,
    of(mounts('/a', '/a')),
  ],
  [
    `${AT}.containers[0].env[1].name is KEY again, as in ${AT}.containers[0].env[0], and the last one counts; remove one of the two`,
    of(running({ env: ['1', '2'].map((value) => ({ name: 'KEY', value })) })),
  ],
  [
    'spec.ports[1].name is http again, as in spec.ports[0]; rename or remove one of the two',
    of(service({ name: 'http', port: 80 }, { name: 'http', port: 81 })),
  ],
  [
    'spec.ports[1].port is 80/TCP again, as in spec.ports[0]; remove one of the two',
    of(service({ name: 'a', port: 80 }, { name: 'b', port: 80 })),
  ],
])('%s', (text, said) => expect(said).toEqual([text]));
