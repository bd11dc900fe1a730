/** Each value is left out in turn and the release rendered again: where nothing changes, the value does nothing. */

import { isDeepStrictEqual } from 'node:util';
import { isForAnotherBundle } from '../../../charts/traefik/k3s-bundles';
import { nearest } from '../../../lib/findings/nearest';
import type { Templates } from '../../../lib/helm/template';
import { withoutPassword } from '../../../lib/helm/without-password';
import type { Path } from '../../../lib/yaml/parsed';
import { at, isMap, mapAt } from '../../../lib/yaml/parsed';
import { toYaml } from '../../../lib/yaml/write';
import { helmRelease } from '../../render';
import type { Installation, Judgement, Rendered, World } from '../../stack';
import type { ValueEffect, Verdict } from '../../verdict';
import { type ChartNames, moved } from '../../world/renamed-values';
import { isReference, mayBeSecret } from '../../world/secret-names';
import { apisAskedBy, hasTemplates, wordsOf } from '../../world/template-names';
import { nameOfPath, valuePathsIn, wholePaths, without } from '../../world/value-path';
import { checkNames } from './named-values';
import { Rendering } from './rendering';
import { knownSteps, suggestion } from './suggestion';

export interface ValuesJudgement extends Judgement {
  readonly effects: readonly ValueEffect[];
}

interface Leaf {
  readonly path: Path;
  readonly effect: ValueEffect['effect'];
  readonly changed: readonly string[];
}

export async function checkValues(world: World, templates: Templates): Promise<ValuesJudgement> {
  const all = await Promise.all(world.releases.map((release) => checkRelease(release, world, templates)));
  const unrendered = world.installations.filter(({ chart, isOurs }) => isOurs && chart.version === '');
  return {
    verdicts: [...all.flatMap(({ verdicts }) => verdicts), ...unrendered.flatMap(checkNames)],
    effects: all.flatMap(({ effects }) => effects),
    judged: all.reduce((sum, { judged }) => sum + judged, 0),
  };
}

async function checkRelease(release: Rendered, world: World, templates: Templates): Promise<ValuesJudgement> {
  const { values, info, place, releaseName } = release;
  const render = (without: unknown, apis?: readonly string[]) => templates.render({ ...helmRelease(release), apis }, toYaml(without ?? {}));
  // Once more: what differs between the two is random, and no effect of any value.
  const again = await render(values);
  if ('error' in again) return { verdicts: [], effects: [], judged: 0 };
  const whole = new Rendering(release.text, again.text);
  const user = userValues(release, world);
  // With every API that a template asks for: a ServiceMonitor, say, is rendered only where there may be one.
  const apis = apisAskedBy(release.folder);
  let withApis: ReturnType<typeof render> | undefined;
  const needsApis = async (path: Path): Promise<boolean> => {
    if (apis.length === 0) return false;
    withApis ??= render(values, apis);
    const [all, less] = await Promise.all([withApis, render(without(values, path), apis)]);
    return 'text' in all && ('error' in less || new Rendering(all.text, all.text).changedIn(less.text).length > 0);
  };
  const leaves = await Promise.all(
    valuePathsIn(values).map(async (path): Promise<Leaf> => {
      const result = await render(without(values, path));
      if ('error' in result) return { path, effect: 'required', changed: [] };
      const changed = whole.changedIn(result.text);
      if (changed.length > 0) return { path, effect: 'changes', changed };
      if (isDeepStrictEqual(at(info.values, ...path), at(values, ...path))) return { path, effect: 'default', changed };
      if (isUndecided(path, release)) return { path, effect: 'known', changed };
      return { path, effect: (await needsApis(path)) ? 'conditional' : 'nothing', changed };
    }),
  );
  const of = (effect: Leaf['effect']) =>
    wholePaths(
      values,
      leaves.filter((leaf) => leaf.effect === effect).map(({ path }) => path),
    );
  const what = `${info.name} ${release.chart.version}`;
  const names = { name: release.chart.name, defaults: info.values, words: wordsOf(release.folder) };
  const nothing = leaves.filter(({ effect }) => effect === 'nothing').map(({ path }) => path);
  const verdicts: Verdict[] = named(values, nothing, names).map((path) => ({
    severity: isUsers(path, values, user) ? 'warning' : 'error',
    check: 'values',
    place,
    text: `${nameOfPath(path)} does nothing in ${chartOf(path, release)}; ${suggestion(path, names, values)}`,
  }));
  const conditional = of('conditional').map(nameOfPath);
  if (conditional.length > 0)
    verdicts.push({
      severity: 'note',
      check: 'values',
      place,
      text: `${conditional.join(', ')}: of effect only where the cluster has one of ${apis.join(', ')}; if it has, name that in kubernetes.apis of the cluster file`,
    });
  const defaults = of('default').map(nameOfPath);
  if (defaults.length > 0)
    verdicts.push({ severity: 'note', check: 'values', place, text: `${defaults.join(', ')}: as by default in ${what}; may be left out` });
  if (whole.random.length > 0)
    verdicts.push({
      severity: 'warning',
      check: 'values',
      place,
      text: `${what} renders something else each time (${whole.random.join(', ')}), which Argo CD shows as OutOfSync for ever; give it values of your own, such as an existing Secret`,
    });
  const effects = leaves.map(
    ({ path, effect, changed }): ValueEffect => ({
      release: `${releaseName} (${what})`,
      path: nameOfPath(path),
      value: shown(path, values),
      effect,
      changed,
    }),
  );
  return { verdicts, effects, judged: leaves.length };
}

/** Each value that does nothing by the first name that the chart does not have, and else by the map that holds nothing else. */
function named(values: unknown, paths: readonly Path[], chart: ChartNames): Path[] {
  const strangers = new Map<string, Path>();
  const others: Path[] = [];
  for (const path of paths) {
    const count = knownSteps(path, chart);
    const end = path.findIndex((_, index) => path.slice(0, index + 1).filter((step) => typeof step === 'string').length > count);
    // What an item of a list holds is not the chart's to name.
    if (end === -1 || path.slice(0, end).some((step) => typeof step === 'number')) others.push(path);
    else {
      // What was moved is told by two names: `tracing.zipkin`, where a chart has not even `tracing`.
      const stranger =
        !moved(path.slice(0, 1), chart) && moved(path.slice(0, 2), chart) ? path.slice(0, Math.max(end + 1, 2)) : path.slice(0, end + 1);
      strangers.set(nameOfPath(stranger), stranger);
    }
  }
  return [...strangers.values(), ...wholePaths(values, others)].map((path) => deepest(values, path));
}

/** Down to where a map has more than one key: `tempo.extraArgs`, where `tempo` has no other. */
function deepest(values: unknown, path: Path): Path {
  const found = at(values, ...path);
  const [key, ...more] = isMap(found) ? Object.keys(found) : [];
  return key === undefined || more.length > 0 ? path : deepest(values, [...path, key]);
}

/** Whether a value without effect may have one elsewhere: in another bundle of k3s, or in a subchart that only has its name here. */
function isUndecided(path: Path, { bundled, chart, folder, info }: Rendered): boolean {
  const subchart = info.dependencies.find(({ name, alias }) => (alias ?? name) === path[0]);
  const siblings = Object.keys(mapAt(info.values, String(path[0])));
  const isMisspelt = typeof path[1] === 'string' && !siblings.includes(path[1]) && nearest(path[1], siblings) !== undefined;
  const isStandIn = subchart !== undefined && !hasTemplates(folder, subchart.name);
  return (bundled && isForAnotherBundle(chart.version, path)) || (isStandIn && !isMisspelt);
}

/** The chart that a value is for: `tempo-distributed 2.23.4`; of one that only gathers others, the subchart of its name. */
function chartOf([first]: Path, { chart, info }: Rendered): string {
  const { name, version } =
    ('folder' in chart && info.dependencies.find((dependency) => (dependency.alias ?? dependency.name) === first)) || chart;
  return `${name} ${version}`;
}

/** Values that the cluster file's author gave, not this project. */
function userValues({ releaseName, isOurs }: Installation, { declared }: World): unknown {
  if (!isOurs) return undefined;
  return releaseName === 'tempo' ? declared.values.tempo : releaseName === 'traefik' ? declared.values.traefik : undefined;
}

/** Whether all of what stands at a path is the user's own. Items of a list are told by their name or by what they are. */
function isUsers([step, ...rest]: Path, values: unknown, user: unknown): boolean {
  if (user === undefined) return false;
  if (step === undefined) return valuePathsIn(values).every((leaf) => isDeepStrictEqual(at(user, ...leaf), at(values, ...leaf)));
  if (typeof step === 'string') return isMap(user) && isUsers(rest, at(values, step), user[step]);
  const item = at(values, step);
  const own = Array.isArray(user) ? user.find((candidate) => isDeepStrictEqual(candidate, item) || isSameName(candidate, item)) : undefined;
  return own !== undefined && isUsers(rest, item, own);
}

const isSameName = (a: unknown, b: unknown): boolean => isMap(a) && isMap(b) && typeof a.name === 'string' && a.name === b.name;

/** A value as it is printed, if it may be. */
function shown(path: Path, values: unknown): string {
  const value = at(values, ...path);
  // A variable of a container is named beside its value.
  const beside = path.at(-1) === 'value' ? at(values, ...path.slice(0, -1), 'name') : undefined;
  const isSecret = mayBeSecret(path) || (typeof beside === 'string' && mayBeSecret([beside]));
  const isPlain = (typeof value === 'string' && value !== '' && !isReference(value)) || typeof value === 'number';
  return isSecret && isPlain ? '"***"' : withoutPassword(JSON.stringify(value));
}
