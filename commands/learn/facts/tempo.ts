/** The facts of both charts of Tempo in its configuration and its processes. */
import { targetName } from '../../../charts/tempo/names/workloads';
import { WITHOUT_ROOT } from '../../../charts/tempo/product';
import type { DistributedRelease, TempoRelease } from '../../../charts/tempo/releases';
import { retentionInConfig } from '../../../charts/tempo/retention/retention';
import { compareVersions } from '../../../lib/releases/version';
import { at, textAt } from '../../../lib/yaml/parsed';
import { titleOf } from '../../../verify/world/kubernetes';
import { Lookup } from '../../../verify/world/lookup';
import { httpPortOf, processorsOf, type RunningTempo, targetOf, temposIn, tempoVersionOf } from '../../../verify/world/tempo';
import { DEFAULTS, EVERYTHING, RETENTION } from '../matrix/tempo';
import { objectsOf, type Reading, type Sighting, sighting, type View } from './fact';
import { fixedIn } from './fixed';
import { imagesOf } from './image';
import { kindsIn } from './kinds';

type AnyRelease = TempoRelease & Partial<DistributedRelease>;

export const tempoFacts: Reading<AnyRelease> = (facts, view) => {
  const [tempo] = temposIn(view.world, new Lookup(view.world));
  if (!tempo) return [sighting('rendered', 'a configuration of Tempo', undefined, 'all objects')];
  const inConfig = (fact: string, predicted: unknown, seen: unknown, field: string) =>
    sighting(fact, predicted, seen, `${titleOf(tempo.placed.object)} (${tempo.key}), ${field}`);
  const images = imagesOf('tempo', facts.tempo.version, 'grafana/tempo', view);
  if (view.world.name === DEFAULTS)
    return [...images, inConfig('retention.default', facts.retention.default, keptFor(tempo), 'block_retention')];
  if (view.world.name !== EVERYTHING) return images;
  return [
    ...images,
    inConfig('queryPort', facts.queryPort, httpPortOf(tempo), 'server.http_listen_port'),
    inConfig('retention.value', RETENTION, keptFor(tempo), 'block_retention'),
    ...(facts.generatorStarts === false
      ? []
      : [inConfig('overrides', 'service-graphs,span-metrics', processorsOf(tempo).names.join(','), 'overrides')]),
    ...(facts.workloads ? [workloadsIn(facts.workloads, tempo, facts)] : [...groupIn(facts, view)]),
    ...kindsIn(facts.rendered, view),
    ...fixedIn(view),
  ];
};

function keptFor({ config, readers }: RunningTempo): string {
  const hasWorkers = readers.some((reader) => targetOf(reader) === 'backend-worker');
  const args = readers.flatMap(({ container }) => container.args);
  return retentionInConfig(config, hasWorkers, args).duration;
}

function workloadsIn(workloads: readonly string[], { readers }: RunningTempo, { generatorStarts }: AnyRelease): Sighting {
  const generator = generatorStarts ? ['metrics-generator'] : [];
  const predicted = [...workloads.map(targetName), ...generator].sort().join(', ');
  const own = readers.filter((reader) => tempoVersionOf(reader) !== undefined);
  return sighting('workloads', predicted, [...new Set(own.map(targetOf))].sort().join(', '), 'the processes of Tempo');
}

/** The group that owns the volume of the single process: set by the chart, or by us. */
function groupIn({ tempo }: AnyRelease, view: View): Sighting[] {
  const set = objectsOf(view).find(({ kind, spec }) => kind === 'StatefulSet' && at(spec, 'volumeClaimTemplates') !== undefined);
  if (!set || compareVersions(tempo.version, WITHOUT_ROOT) < 0) return [];
  const group = textAt(set, 'spec', 'template', 'spec', 'securityContext', 'fsGroup');
  return [sighting('volumeGroup', 'a group', group === undefined ? 'none' : 'a group', `${titleOf(set)}, securityContext.fsGroup`)];
}
