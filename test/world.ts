/** Worlds that are put together by hand: no Helm, no cluster file. */
import { loadAll } from 'js-yaml';
import type { Surroundings } from '../verify/checks/addresses/resolve';
import type { Manifest, World } from '../verify/stack';
import { collectorsIn } from '../verify/world/collectors';
import { NOTHING_DECLARED } from '../verify/world/declared';
import { Lookup } from '../verify/world/lookup';
import { temposIn } from '../verify/world/tempo';

/** @param manifests YAML documents, each in the namespace that it names */
export function worldOf(manifests: string, part: Partial<World> = {}): Surroundings {
  const objects = (loadAll(manifests) as Manifest[]).map((object) => ({
    object,
    namespace: object.metadata.namespace,
    place: { file: 'manifests.yaml' },
  }));
  const world: World = {
    ...{ name: 'lab', folder: 'lab', isOurs: true, applications: [], projects: [], installations: [], releases: [], objects },
    ...{ declared: NOTHING_DECLARED, kubernetes: { version: '1.34', apis: [] }, findings: [], notJudged: [] },
    ...part,
  };
  const lookup = new Lookup(world);
  return { world, lookup, tempos: temposIn(world, lookup), collectors: collectorsIn(world, lookup) };
}
