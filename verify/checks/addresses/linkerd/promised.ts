/** Checks that the hops of Linkerd that the cluster file promises are there. */
import { INJECT } from '../../../../charts/linkerd/injection';
import { CONTROL_PLANE_CHART, EXTENSION } from '../../../../charts/linkerd/releases';
import { error, type Finding, warning } from '../../../../lib/findings/finding';
import { RUN_SYNTH } from '../../../../lib/findings/run-synth';
import type { World } from '../../../stack';
import { linkerdUses } from '../../../uses/linkerd';
import { isOfDemo } from '../../../world/component';
import { aboutObject } from '../../../world/kubernetes';
import type { Lookup } from '../../../world/lookup';
import { isMeshed } from '../mesh';
import { ADDRESSES_RULES } from '../rules';

export function checkPromisedMesh(world: World, lookup: Lookup): Finding[] {
  if (!world.isOurs || world.declared.linkerdReadsW3c === undefined) return [];
  return [...spans(world, lookup), ...demo(lookup, world), ...furtherServers(world)];
}

function spans(world: World, lookup: Lookup): Finding[] {
  const { installations, releases, folder } = world;
  const extensions = installations.filter(({ chart }) => chart.name === EXTENSION);
  // A chart that is missing proves nothing.
  const isUnknown = extensions.length > releases.filter(({ chart }) => chart.name === EXTENSION).length;
  const lacksWebhook = world.declared.webhookIssuer !== undefined && extensions.length === 0;
  if (isUnknown || (linkerdUses(world, lookup).length > 0 && !(lacksWebhook && !hasWebhook(world)))) return [];
  const values = installations.find(({ chart }) => chart.name === CONTROL_PLANE_CHART);
  const problem = 'sends no spans, but the cluster file has linkerd';
  const statement = ADDRESSES_RULES.says('no-mesh-spans', problem, RUN_SYNTH);
  return [error(values?.place ?? { file: folder }, statement, { subject: 'Linkerd' })];
}

/** The Jaeger and the collector of the extension, which are on by default. The traces go to Tempo. */
function furtherServers({ releases }: World): Finding[] {
  return releases
    .filter(({ chart }) => chart.name === EXTENSION)
    .flatMap(({ objects }) =>
      objects
        .filter(({ object }) => object.kind === 'Deployment' && ['jaeger', 'collector'].includes(object.metadata.name))
        .map(({ object, place }) => {
          const problem = 'is installed beside Tempo, and gets no traces';
          const statement = ADDRESSES_RULES.says('further-server', problem, `set ${object.metadata.name}.enabled to false`);
          return warning(place, statement, aboutObject(object));
        }),
    );
}

/** The pods of the demo, whose proxies send spans. */
function demo({ pods }: Lookup, world: World): Finding[] {
  const ofDemo = new Set(world.applications.filter(isOfDemo).map(({ name }) => name));
  return pods.flatMap((pod) => {
    const { object, place, application } = pod.placed;
    if (application === undefined || !ofDemo.has(application) || isMeshed(pod, world)) return [];
    const problem = 'is not in the mesh, so Linkerd sends no spans for it';
    const statement = ADDRESSES_RULES.says('not-meshed', problem, `annotate its pods with ${INJECT}: enabled`);
    return [error(place, statement, aboutObject(object))];
  });
}

/** The webhook of the Jaeger extension, without which no annotation makes a proxy send spans. */
const hasWebhook = ({ objects }: World): boolean =>
  objects.some(({ object }) => object.kind === 'MutatingWebhookConfiguration' && object.metadata.name.includes('jaeger'));
