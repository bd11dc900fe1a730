/** Each value is left out in turn and the release rendered again: where nothing changes, the value does nothing. */
import { isDeepStrictEqual } from 'node:util';
import { DATA_SOURCES_VALUE } from '../../charts/grafana/datasources';
import { TRACING_VALUES } from '../../charts/linkerd/control-plane';
import { isForAnotherBundle } from '../../charts/traefik/k3s-bundles';
import { at } from '../../lib/dig';
import type { Templates } from '../../lib/helm/template';
import { isMap } from '../../lib/is-map';
import { nearest } from '../../lib/nearest';
import { toYaml } from '../../lib/yaml';
import { gathered, leavesOf, nameOfPath, type ValuePath, without } from '../leaves';
import { helmRelease } from '../render';
import { Rendering } from '../rendering';
import type { Installation, Judgement, Rendered, World } from '../stack';
import { suggestion } from '../suggestion';
import type { ValueEffect, Verdict } from '../verdict';

export interface ValuesJudgement extends Judgement {
  readonly effects: readonly ValueEffect[];
}

interface Leaf {
  readonly path: ValuePath;
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

/** Values for a chart of any version are the few that every version of it reads. */
const READ_BY_ANY_VERSION: Readonly<Record<string, readonly string[]>> = {
  'kube-prometheus-stack': [DATA_SOURCES_VALUE],
  'linkerd-control-plane': TRACING_VALUES,
};

function checkNames({ chart, values, place }: Installation): Verdict[] {
  const known = READ_BY_ANY_VERSION[chart.name];
  if (!known) return [];
  const isKnown = (path: ValuePath) => known.some((name) => nameOfPath(path) === name || nameOfPath(path).startsWith(`${name}[`));
  const unknown = gathered(
    values,
    leavesOf(values).filter((path) => !isKnown(path)),
  ).map(nameOfPath);
  const missing = known.filter((name) => !leavesOf(values).some((path) => isKnown(path) && nameOfPath(path).startsWith(name)));
  return [
    ...unknown.map(
      (name) => `${name} is none of the values that this stack gives ${chart.name}; write ${nearest(name, known) ?? known.join(', ')}`,
    ),
    ...missing.map((name) => `${name} is missing, without which ${chart.name} has no part in this; run \`npm run synth\``),
  ].map((text) => ({ severity: 'error', check: 'values', place, text }));
}

async function checkRelease(release: Rendered, world: World, templates: Templates): Promise<ValuesJudgement> {
  const { values, info, place, releaseName } = release;
  const render = (without: unknown) => templates.render(helmRelease(release), toYaml(without ?? {}));
  // Twice: what differs between the two is random, and no effect of any value.
  const [first, second] = await Promise.all([render(values), render(values)]);
  if ('error' in first || 'error' in second) return { verdicts: [], effects: [], judged: 0 };
  const whole = new Rendering(first.text, second.text);
  const user = userValues(release, world);
  const leaves = await Promise.all(
    leavesOf(values).map(async (path): Promise<Leaf> => {
      const result = await render(without(values, path));
      if ('error' in result) return { path, effect: 'required', changed: [] };
      const changed = whole.changedIn(result.text);
      if (changed.length > 0) return { path, effect: 'changes', changed };
      if (isDeepStrictEqual(at(info.values, ...path), at(values, ...path))) return { path, effect: 'default', changed };
      return { path, effect: release.bundled && isForAnotherBundle(release.chart.version, path) ? 'known' : 'nothing', changed };
    }),
  );
  const of = (effect: Leaf['effect']) =>
    gathered(
      values,
      leaves.filter((leaf) => leaf.effect === effect).map(({ path }) => path),
    );
  const what = `${info.name} ${release.chart.version}`;
  const verdicts: Verdict[] = of('nothing').map((path) => ({
    severity: isUsers(path, values, user) ? 'warning' : 'error',
    check: 'values',
    place,
    text: `${nameOfPath(path)} does nothing in ${what}; ${suggestion(path, info.values, values)}`,
  }));
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
      value: shown(path, at(values, ...path)),
      effect,
      changed,
    }),
  );
  return { verdicts, effects, judged: leaves.length };
}

/** Values that the cluster file's author gave, not this project. */
function userValues({ releaseName, isOurs }: Installation, { declared }: World): unknown {
  if (!isOurs) return undefined;
  return releaseName === 'tempo' ? declared.values.tempo : releaseName === 'traefik' ? declared.values.traefik : undefined;
}

/** Whether all of what stands at a path is the user's own. Items of a list are told by their name or by what they are. */
function isUsers([step, ...rest]: ValuePath, values: unknown, user: unknown): boolean {
  if (user === undefined) return false;
  if (step === undefined) return leavesOf(values).every((leaf) => isDeepStrictEqual(at(user, ...leaf), at(values, ...leaf)));
  if (typeof step === 'string') return isMap(user) && isUsers(rest, at(values, step), user[step]);
  const item = at(values, step);
  const own = Array.isArray(user) ? user.find((candidate) => isDeepStrictEqual(candidate, item) || isSameName(candidate, item)) : undefined;
  return own !== undefined && isUsers(rest, item, own);
}

const isSameName = (a: unknown, b: unknown): boolean => isMap(a) && isMap(b) && typeof a.name === 'string' && a.name === b.name;

/** A value as it is printed, if it may be. */
function shown(path: ValuePath, value: unknown): string {
  const isSecret = /(password|secret_?key|access_?key|token)$/i.test(String(path.at(-1)));
  const isReference = typeof value === 'string' && /^\$\{\w+\}$/.test(value);
  return isSecret && typeof value === 'string' && !isReference ? '"***"' : JSON.stringify(value);
}
