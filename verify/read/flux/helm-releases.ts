/** The HelmReleases of Flux (helm.toolkit.fluxcd.io v2beta1, v2beta2 and v2) as Helm releases. */
import { sha256 } from '../../../lib/files/sha256';
import { error } from '../../../lib/findings/finding';
import { placeText } from '../../../lib/findings/sentence';
import { mergeValues } from '../../../lib/helm/merge';
import { at, listAt, mapAt, textAt } from '../../../lib/yaml/parsed';
import type { Installation, Placed } from '../../stack';
import { groupOf } from '../../world/kubernetes';
import { type Contents, contentsOf } from '../contents';
import { LayeredValues } from '../values';
import { chartOf, type Surroundings } from './charts';
import { dataOf, named, type Reference, referenceText } from './named';
import { unknownValue } from './variables';

export const isFluxRelease = ({ object }: Placed): boolean => object.kind === 'HelmRelease' && groupOf(object) === 'helm.toolkit.fluxcd.io';

/** @param objects the objects of the folder as Flux applies them, with namespaces */
export const fluxInstallations = (folder: string, objects: readonly Placed[]): Contents =>
  contentsOf(objects.filter(isFluxRelease).map((release) => contentsOfRelease(release, { folder, objects })));

function contentsOfRelease(release: Placed, around: Surroundings): Partial<Contents> {
  const { object, place } = release;
  const about = (phrase: string) => `${placeText(place)}: ${phrase}`;
  const found = chartOf(release, around);
  if ('notJudged' in found) return { notJudged: [about(found.notJudged)] };
  const read = valuesOf(release, around);
  const named = new Set(found.below === undefined ? [] : [found.below]);
  if (read.missing.length > 0) return { notJudged: [...new Set(read.missing.map(about))], named };
  const target = textAt(object, 'spec', 'targetNamespace') || undefined;
  const installation: Installation = {
    place,
    chart: found.chart,
    releaseName: textAt(object, 'spec', 'releaseName') || releaseNameOf(object.metadata.name, target),
    namespace: target ?? release.namespace ?? 'default',
    values: mergeValues(found.values ?? {}, read.layers.values),
    skipCrds: [at(object, 'spec', 'install', 'crds'), at(object, 'spec', 'install', 'skipCRDs')].some(
      (each) => each === 'Skip' || each === true,
    ),
    bundled: false,
    isOurs: false,
  };
  return {
    installations: [installation],
    findings: read.layers.mistakes.map((mistake) => error(place, mistake)),
    notJudged: [...new Set([...read.unknown, ...unsupported(object)])].map(about),
    named,
  };
}

/** The longest name of a Helm release. */
const LONGEST = 53;

/** Flux puts the target namespace before the name, and shortens a name that is too long (`GetReleaseName`, api/v2). */
function releaseNameOf(name: string, target: string | undefined): string {
  const full = target === undefined ? name : `${target}-${name}`;
  if (full.length <= LONGEST) return full;
  return `${full.slice(0, 40)}-${sha256(full).slice(0, 12)}`;
}

interface ReleaseValues {
  readonly layers: LayeredValues;
  /** Values that are not in the folder, as phrases. */
  readonly missing: readonly string[];
  /** Single values that are not in the folder, as phrases. A placeholder takes their place. */
  readonly unknown: readonly string[];
}

/** The sources of `valuesFrom` in their order, then `values`. */
function valuesOf({ object, namespace }: Placed, { objects }: Surroundings): ReleaseValues {
  const layers = new LayeredValues();
  const missing: string[] = [];
  const unknown: string[] = [];
  for (const source of listAt(object, 'spec', 'valuesFrom')) {
    const reference = { kind: textAt(source, 'kind') ?? '', name: textAt(source, 'name') ?? '', namespace };
    const key = textAt(source, 'valuesKey') || 'values.yaml';
    const text = textOfKey(objects, reference, key);
    const target = textAt(source, 'targetPath');
    if (!('missing' in text)) addSource(layers, text, target, referenceText(reference));
    else if (at(source, 'optional') === true && !text.isThere) continue;
    else if (!target) missing.push(text.missing);
    else {
      layers.set(target, unknownValue(key), true);
      unknown.push(text.missing);
    }
  }
  return { layers: layers.add(mapAt(object, 'spec', 'values')), missing, unknown };
}

function addSource(layers: LayeredValues, { text }: { readonly text: string }, target: string | undefined, what: string): void {
  if (!target) {
    layers.addText(text, `the values of ${what}`);
    return;
  }
  const [, , quoted] = /^(["'])(.*)\1$/s.exec(text) ?? [];
  layers.set(target, quoted ?? text.replace(/\n$/, ''), quoted !== undefined);
}

/** The text of a key of a ConfigMap or Secret, or why it is unknown, as a phrase. */
function textOfKey(
  objects: readonly Placed[],
  reference: Reference,
  key: string,
): { readonly text: string } | { readonly missing: string; readonly isThere: boolean } {
  const found = named(objects, reference);
  const what = `its values in ${referenceText(reference)}`;
  if (!found) return { missing: `${what}, which is not among these manifests`, isThere: false };
  const data = dataOf(found);
  if (data === 'encrypted') return { missing: `${what}, which is encrypted`, isThere: true };
  const text = data.get(key);
  return text === undefined ? { missing: `${what}, which has no ${key} among these manifests`, isThere: false } : { text };
}

/** What Flux changes after rendering, or takes from files inside of the chart. */
function unsupported(object: Placed['object']): string[] {
  const files = [...listAt(object, 'spec', 'chart', 'spec', 'valuesFiles'), at(object, 'spec', 'chart', 'spec', 'valuesFile')].filter(
    Boolean,
  );
  return [
    ...(listAt(object, 'spec', 'postRenderers').length > 0 ? ['what its postRenderers change'] : []),
    ...(files.length > 0 ? [`its values files ${files.join(', ')} inside of the chart`] : []),
  ];
}
