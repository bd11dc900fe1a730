/** What the chart makes of a user's own values for its pods, so that they do not run. */
import { listed, listedOr } from '../../../lib/findings/listed';
import { isTrueInTemplate } from '../../../lib/helm/truth';
import { at, isMap, listAt, mapAt, type Path, textAt } from '../../../lib/yaml/parsed';
import { CHART } from '../releases';
import { COLLECTOR_RULES } from '../rules';
import { type Conflict, failsWith, REFUSES } from './conflict';
import type { OwnTier } from './own-tier';

export const podsIn = (own: OwnTier): Conflict[] => [...imagesIn(own.all), ...hooksIn(own), ...mountsIn(own.all)];

/** Without an autoscaler, it is the number of pods. None may be meant, for a while. */
export function checkReplicas({ user, key, all, findings }: OwnTier): void {
  const path = ['replicaCount'];
  const pods = at(user, ...path);
  if (isTrueInTemplate(at(all, 'autoscaling', 'enabled')) || typeof pods !== 'number' || pods > 0) return;
  const isValid = pods === 0;
  const problem = isValid ? '0 leaves the collector without pods, so it receives no spans' : `${pods} is not a number of pods, ${REFUSES}`;
  const fix = isValid ? 'use 1 or more, or accept that' : 'use 1 or more';
  findings[isValid ? 'warning' : 'error']([...key, ...path], COLLECTOR_RULES.says('refused-values', problem, fix));
}

/** A tag or digest at the end of an image. */
const TAG = /(:[^:/@]+)?(@[^/]+)?$/;

/** The chart adds the tag or the digest. */
function imagesIn(all: unknown): Conflict[] {
  const path: Path = ['image', 'repository'];
  const [end = ''] = TAG.exec(textAt(all, ...path) ?? '') ?? [];
  if (end === '' || end.includes('{{')) return [];
  const problem = `ends in ${end}, after which the chart writes its own tag, so the pod has no valid image`;
  return [{ paths: [path], problem, fix: `remove ${end}` }];
}

/** What each handler of a hook needs. */
const NEEDED_BY_HANDLER = { exec: 'command', httpGet: 'port', sleep: 'seconds' } as const;

/** A hook has one handler. */
function hooksIn({ all, release }: OwnTier): Conflict[] {
  const types = Object.keys(release.valueTypes());
  return Object.entries(mapAt(all, 'lifecycleHooks')).flatMap(([name, hook]): Conflict[] => {
    const path: Path = ['lifecycleHooks', name];
    const known = Object.keys(NEEDED_BY_HANDLER).filter((handler) =>
      types.some((type) => type.startsWith(`${path.join('.')}.${handler}.`)),
    );
    // Another name is an error elsewhere.
    if (!isMap(hook) || Object.keys(hook).some((handler) => !known.includes(handler))) return [];
    const [first, ...others] = Object.keys(hook);
    if (first === undefined) return [{ paths: [path], problem: `has no handler, so ${failsWith(release)}`, fix: `set ${listedOr(known)}` }];
    if (others.length > 0)
      return [{ paths: [path], problem: `has ${listed([first, ...others])}, so ${failsWith(release)}`, fix: 'keep one of them' }];
    const field = NEEDED_BY_HANDLER[first as keyof typeof NEEDED_BY_HANDLER];
    if (at(hook, first, field) !== undefined) return [];
    return [{ paths: [[...path, first]], problem: `has no ${field}, ${REFUSES}`, fix: `set ${field}` }];
  });
}

/** The volumes that the chart has, some of them by presets (templates/_pod.tpl). */
const VOLUMES = [`${CHART}-configmap`, 'varlogpods', 'varlibdockercontainers', 'varlibotelcol', 'hostfs', 'tracefs'];

/** Templates may be anywhere in both lists. */
function mountsIn(all: unknown): Conflict[] {
  const names = listAt(all, 'extraVolumes').map((volume) => textAt(volume, 'name'));
  const isTemplate = (text: string | undefined) => text === undefined || text.includes('{{');
  if (names.some(isTemplate)) return [];
  return listAt(all, 'extraVolumeMounts').flatMap((mount, index): Conflict[] => {
    const name = at(mount, 'name');
    if (typeof name !== 'string' || isTemplate(name) || names.includes(name) || VOLUMES.includes(name)) return [];
    return [
      {
        paths: [['extraVolumeMounts', index]],
        problem: `mounts ${name}, which is not a volume of the pod, ${REFUSES}`,
        fix: 'add the volume to extraVolumes, or correct the name',
      },
    ];
  });
}
