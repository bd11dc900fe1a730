/** Releases that could be rendered on only one side of a change, such as where a chart is not available. */
import type { Installation, Stack, World } from '../stack';

type Output = Stack | World;

export interface ComparablePair {
  readonly before: Output;
  readonly after: Output;
  /** The charts that are compared only by their values, each once. */
  readonly charts: readonly string[];
}

/**
 * Both sides without the rendered objects that the other side cannot have: they would seem to be added or deleted. What is left of such a
 * release is compared by its values, as synth does.
 */
export function comparable(before: Output, after: Output): ComparablePair {
  const [old, now] = [unrenderedIn(before), unrenderedIn(after)];
  const ofBefore = renderedIn(before, now);
  const ofAfter = renderedIn(after, old);
  return {
    before: without(before, ofBefore),
    after: without(after, ofAfter),
    charts: [...new Set([...ofBefore, ...ofAfter].map(({ chart }) => chart.name))],
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

/** The releases that should have been rendered; none of a side that renders nothing. */
function unrenderedIn(output: Output): Set<string> {
  if (!('releases' in output)) return new Set();
  const rendered = new Set(output.releases.map(idOf));
  const asked = output.installations.filter(({ isRenderedAlready }) => !isRenderedAlready).map(idOf);
  return new Set(asked.filter((id) => !rendered.has(id)));
}

const renderedIn = (output: Output, ids: ReadonlySet<string>) =>
  'releases' in output ? output.releases.filter((release) => !release.isRenderedAlready && ids.has(idOf(release))) : [];

function without(output: Output, releases: ReturnType<typeof renderedIn>): Output {
  if (!('releases' in output) || releases.length === 0) return output;
  const gone = new Set(releases.flatMap(({ objects }) => objects));
  return {
    ...output,
    releases: output.releases.filter((release) => !releases.includes(release)),
    objects: output.objects.filter((object) => !gone.has(object)),
  };
}
