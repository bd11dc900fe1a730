import type { World } from '../../../stack';
import type { Container, Pod } from '../../../world/kubernetes';
import type { Lookup } from '../../../world/lookup';
import type { RunningTempo } from '../../../world/tempo';
import { deployment, inLab } from '../../fixture';
import { nodesOf } from './nodes';

const WORLD = { declared: {}, installations: [] } as unknown as World;
const NO_PODS = { pods: [] } as unknown as Lookup;

/** A Tempo whose processes have this image. */
function tempo(tag: string): RunningTempo {
  const container = { image: `docker.io/grafana/tempo:${tag}`, name: 'distributor' } as Container;
  const pod = { placed: inLab(deployment('tempo-distributor', { containers: [] })), containers: [container] } as unknown as Pod;
  return { readers: [{ pod, container }] } as unknown as RunningTempo;
}

test.each([
  [['2.10.7'], '2.10.7 in lab'],
  [['2.10.7', '3.0.3'], '2.10.7 and 3.0.3 in lab'],
  [['2.10.7', '2.10.7'], '2.10.7 in lab'],
])('Tempo %j is shown as %s', (tags, line) => {
  expect(nodesOf(WORLD, NO_PODS, tags.map(tempo), [])).toEqual({ Tempo: line });
});
