/** Checks that the pods of the demo are in the mesh and have the variable with the address for spans. */
import { emojivoto } from '../../../charts/emojivoto/release';
import { INJECT } from '../../../charts/linkerd/injection';
import { error, type Finding } from '../../../lib/findings/finding';
import { listAt, textAt } from '../../../lib/yaml/parsed';
import type { Manifest, World } from '../../stack';
import { aboutObject, type Pod } from '../../world/kubernetes';
import type { Lookup } from '../../world/lookup';
import { isMeshed } from './mesh';
import { ADDRESSES_RULES } from './rules';

export function checkEmojivoto(world: World, { pods }: Lookup): Finding[] {
  const { linkerdReadsW3c, receivers } = world.declared;
  const own = pods.filter(({ containers }) => containers.some(({ image }) => /\/emojivoto-[\w-]+:/.test(image)));
  // The mesh sends spans only for requests of its own pods.
  const unmeshed = linkerdReadsW3c === undefined ? [] : own.filter((pod) => !isMeshed(pod, world));
  const silent = receivers.includes('opencensus') ? own.filter((pod) => !sendsOpenCensus(pod)) : [];
  return [...unmeshed.map((pod) => found(pod, NOT_IN_MESH)), ...silent.map((pod) => found(pod, NO_COLLECTOR))];
}

const NOT_IN_MESH = ADDRESSES_RULES.says(
  'not-in-mesh',
  'is not in the mesh, so Linkerd sends no spans for its requests',
  `annotate the pods with ${INJECT}: enabled`,
);
const NO_COLLECTOR = ADDRESSES_RULES.says(
  'no-collector',
  `has no variable ${emojivoto.spansVariable}, so it sends no spans`,
  'set it to the OpenCensus address of Tempo',
);

const found = ({ placed }: Pod, statement: typeof NO_COLLECTOR): Finding => error(placed.place, statement, aboutObject(placed.object));

/** Whether it sends spans by OpenCensus. */
export const sendsOpenCensus = ({ containers }: Pod): boolean =>
  containers.some(({ env }) => env.some(({ name }) => name === emojivoto.spansVariable));

/** Synth writes the Ingress of the demo. What others name may be defined by the owner of the cluster. */
export const isOfDemo = (object: Manifest, { declared: { demo } }: World): boolean =>
  demo !== undefined && listAt(object, 'spec', 'rules').some((rule) => textAt(rule, 'host') === demo.host);
