/** Finds the effect of each value of a release by rendering the release without it. */
import { isDeepStrictEqual } from 'node:util';
import { isForAnotherBundle } from '../../../charts/traefik/k3s-releases';
import { nearest } from '../../../lib/findings/nearest';
import type { Rendering } from '../../../lib/helm/renderings';
import type { Templates } from '../../../lib/helm/template';
import { at, mapAt, type Path } from '../../../lib/yaml/parsed';
import { toYaml } from '../../../lib/yaml/write';
import { helmRelease } from '../../render';
import type { ValueEffect } from '../../report/report';
import type { RenderedRelease } from '../../stack';
import { apisAskedBy, hasTemplates } from '../../world/template-names';
import { valuePathsIn, without } from '../../world/value-path';
import { RenderedText } from './rendered-text';
import { isEffectiveDefault } from './tried';

/** A scalar, or an empty map or list. */
export interface Leaf {
  readonly path: Path;
  readonly effect: ValueEffect['effect'];
  /** The objects that differ without it, `Kind/name`. */
  readonly changed: readonly string[];
}

/** The effects of all values of a release. */
export interface Trial {
  readonly leaves: readonly Leaf[];
  /** Objects with random output, `Kind/name`. */
  readonly random: readonly string[];
  /** API versions that the templates test for, other than those of Kubernetes. */
  readonly apis: readonly string[];
}

/** @returns undefined if the release does not render a second time */
export async function tryEachValue(release: RenderedRelease, templates: Templates): Promise<Trial | undefined> {
  const { values } = release;
  const render = (some: unknown, apis?: readonly string[]) => templates.render({ ...helmRelease(release), apis }, toYaml(some ?? {}));
  // Differences between two renderings with the same values are random, and not the effect of a value.
  const again = await templates.render({ ...helmRelease(release), again: true }, toYaml(values));
  if ('error' in again) return undefined;
  const whole = new RenderedText(release.text, again.text);
  const apis = apisAskedBy(release.folder);
  const needsApis = withAllApis(values, apis, render);
  const isRead = (path: Path) => isEffectiveDefault(values, path, { render, random: whole.random });
  const leaves = valuePathsIn(values).map(async (path): Promise<Leaf> => {
    const result = await render(without(values, path));
    if ('error' in result) return { path, effect: 'required', changed: [] };
    const changed = whole.changedIn(result.text);
    const effect = changed.length > 0 ? 'changes' : await hiddenEffect(path, release, needsApis, isRead);
    return { path, effect, changed };
  });
  return { leaves: await Promise.all(leaves), random: whole.random, apis };
}

/** Why a value has no visible effect. */
async function hiddenEffect(
  path: Path,
  release: RenderedRelease,
  needsApis: (path: Path) => Promise<boolean>,
  isRead: (path: Path) => Promise<boolean>,
): Promise<Leaf['effect']> {
  if (isDeepStrictEqual(at(release.info.values, ...path), at(release.values, ...path))) return 'default';
  if (isUndecided(path, release)) return 'known';
  if (await isRead(path)) return 'default';
  return (await needsApis(path)) ? 'conditional' : 'nothing';
}

/** Whether a value has an effect if the cluster serves all APIs that templates test for, such as that of ServiceMonitors. */
function withAllApis(
  values: unknown,
  apis: readonly string[],
  render: (values: unknown, apis: readonly string[]) => Promise<Rendering>,
): (path: Path) => Promise<boolean> {
  let whole: Promise<Rendering> | undefined;
  return async (path) => {
    if (apis.length === 0) return false;
    whole ??= render(values, apis);
    const [all, less] = await Promise.all([whole, render(without(values, path), apis)]);
    return 'text' in all && ('error' in less || new RenderedText(all.text, all.text).changedIn(less.text).length > 0);
  };
}

/** Whether a value may have an effect in another bundle of k3s, or in a subchart that is not available here. */
function isUndecided(path: Path, { bundled, chart, folder, info }: RenderedRelease): boolean {
  if (bundled && isForAnotherBundle(chart.version, path)) return true;
  const [first, second] = path;
  const subchart = info.dependencies.find(({ name, alias }) => (alias ?? name) === first);
  if (!subchart || hasTemplates(folder, subchart.name)) return false;
  const siblings = Object.keys(mapAt(info.values, String(first)));
  const isMisspelt = typeof second === 'string' && !siblings.includes(second) && nearest(second, siblings) !== undefined;
  return !isMisspelt;
}
