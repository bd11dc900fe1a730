/** Releases that could be rendered on only one side of a change, such as where a chart is not available. */
import { listedOr } from '../../lib/findings/listed';
import type { Installation, Stack, World } from '../stack';

type Output = Stack | World;

export interface ComparablePair {
  readonly before: Output;
  readonly after: Output;
  /** The charts that are compared only by their values, each release once: `tempo`, `tempo or tempo-distributed`. */
  readonly charts: readonly string[];
}

/**
 * Both sides without the rendered objects that the other side cannot have: they would seem to be added or deleted. What is left of such a
 * release is compared by its values, as synth does.
 */
export function comparable(before: Output, after: Output): ComparablePair {
  const [old, now] = [unrenderedIn(before), unrenderedIn(after)];
  // The same release may have another chart on the other side.
  const ofBefore = renderedIn(before, now);
  const ofAfter = renderedIn(after, old);
  return {
    before: without(before, ofBefore),
    after: without(after, ofAfter),
    charts: [...new Set([...ofBefore.map(nameIn(now)), ...ofAfter.map(nameIn(old))])],
  };
}

/** Both lists, in which outputs of the same name are comparable. */
export function comparableByName(before: readonly Output[], after: readonly Output[]): [before: Output[], after: Output[]] {
  const pairs = after.flatMap((now) => {
    const old = before.find(({ name }) => name === now.name);
    return old ? [{ old, now, ...comparable(old, now) }] : [];
  });
  return [
    before.map((each) => pairs.find(({ old }) => old === each)?.before ?? each),
    after.map((each) => pairs.find(({ now }) => now === each)?.after ?? each),
  ];
}

const idOf = ({ chart, releaseName }: Installation): string => `${chart.name} ${releaseName}`;

/** A release of the same chart in any namespace, or of the same name and namespace, whatever its chart is. */
const isSame = (one: Installation, other: Installation): boolean =>
  one.releaseName === other.releaseName && (one.chart.name === other.chart.name || one.namespace === other.namespace);

/** The releases that should have been rendered; none of a side that renders nothing. */
function unrenderedIn(output: Output): Installation[] {
  if (!('releases' in output)) return [];
  const rendered = new Set(output.releases.map(idOf));
  return output.installations.filter((each) => !each.isRenderedAlready && !rendered.has(idOf(each)));
}

const renderedIn = (output: Output, others: readonly Installation[]) =>
  'releases' in output
    ? output.releases.filter((release) => !release.isRenderedAlready && others.some((other) => isSame(release, other)))
    : [];

/** `tempo`; with another chart on the other side: `tempo or tempo-distributed`. @param others the releases that could not be rendered */
const nameIn =
  (others: readonly Installation[]) =>
  (release: Installation): string => {
    const [other = release] = others.filter((each) => isSame(release, each));
    return listedOr([...new Set([release.chart.name, other.chart.name])]);
  };

function without(output: Output, releases: ReturnType<typeof renderedIn>): Output {
  if (!('releases' in output) || releases.length === 0) return output;
  const gone = new Set(releases.flatMap(({ objects }) => objects));
  return {
    ...output,
    releases: output.releases.filter((release) => !releases.includes(release)),
    objects: output.objects.filter((object) => !gone.has(object)),
  };
}
