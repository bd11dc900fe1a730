/** Checks that the hops of Linkerd that the cluster file promises are there. */
import { error, type Finding, isSamePlace } from '../../../../lib/findings/finding';
import type { World } from '../../../stack';
import { linkerdUses } from '../../../uses/linkerd';
import { aboutObject } from '../../../world/kubernetes';
import type { Lookup } from '../../../world/lookup';
import { INJECT, isMeshed } from '../mesh';
import { ADDRESSES_RULES } from '../rules';

export function checkPromisedMesh(world: World, lookup: Lookup): Finding[] {
  if (!world.isOurs || world.declared.linkerdReadsW3c === undefined) return [];
  return [...spans(world, lookup), ...demo(lookup, world)];
}

function spans(world: World, lookup: Lookup): Finding[] {
  const { installations, releases, folder } = world;
  const isUnknown = installations.some(
    (installation) => installation.chart.name === 'linkerd-jaeger' && !releases.some(({ place }) => isSamePlace(place, installation.place)),
  );
  const lacksWebhook = world.declared.webhookIssuer !== undefined && !installations.some(({ chart }) => chart.name === 'linkerd-jaeger');
  if (isUnknown || (linkerdUses(world, lookup).length > 0 && !(lacksWebhook && !hasWebhook(world)))) return [];
  const values = installations.find(({ chart }) => chart.name === 'linkerd-control-plane');
  const problem = 'sends no spans, but the cluster file has linkerd';
  const statement = ADDRESSES_RULES.says('no-mesh-spans', problem, 'run `npm run synth`');
  return [error(values?.place ?? { file: folder }, statement, { subject: 'Linkerd' })];
}

/** The pods of the demo, whose proxies send spans. */
function demo({ pods }: Lookup, world: World): Finding[] {
  const ofDemo = new Set(world.applications.filter(({ name }) => name.endsWith('-tracing-emojivoto')).map(({ name }) => name));
  return pods.flatMap((pod) => {
    const { object, place, application } = pod.placed;
    if (application === undefined || !ofDemo.has(application) || isMeshed(pod, world)) return [];
    const problem = 'is not in the mesh, so that Linkerd sends no spans for it';
    const statement = ADDRESSES_RULES.says('not-meshed', problem, `annotate its pods with ${INJECT}: enabled`);
    return [error(place, statement, aboutObject(object))];
  });
}

/** The webhook of the Jaeger extension, without which no annotation makes a proxy send spans. */
const hasWebhook = ({ objects }: World): boolean =>
  objects.some(({ object }) => object.kind === 'MutatingWebhookConfiguration' && object.metadata.name.includes('jaeger'));
