/** The facts of the chart tempo-vulture in its objects. */
import type { VultureRelease } from '../../../charts/vulture/releases';
import { objectsOf, type Reading, sighting } from './fact';
import { imagesOf } from './image';
import { kindsOfObjectsIn } from './kinds';

export const vultureFacts: Reading<VultureRelease> = (facts, view) => {
  const kinds = objectsOf(view).map(({ kind }) => kind);
  const monitor = kinds.includes('PodMonitor') ? 'podMonitor' : kinds.includes('ServiceMonitor') ? 'serviceMonitor' : undefined;
  return [
    ...imagesOf('tempo-vulture', facts.program ?? '', 'tempo-vulture', view),
    ...kindsOfObjectsIn(facts.rendered, view),
    sighting('monitor', facts.monitor, monitor, 'Deployment tempo-vulture'),
  ];
};
