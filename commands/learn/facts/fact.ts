/** Facts of a table that a rendered chart shows, each with what the rows predict. */
import { type Renderer, renderInstallation } from '../../../verify/render';
import type { Manifest, RenderedRelease, World } from '../../../verify/stack';

/** A rendered cluster of the matrix. */
export interface View {
  readonly world: World;
  readonly renderer: Renderer;
  /** The release that is tried. */
  readonly release: RenderedRelease;
}

/** What was found in a render. */
export interface Sighting {
  /** The fact, as in the rows: `queryPort`. */
  readonly fact: string;
  /** What the rows predict, and what is there; equal texts are the same fact. */
  readonly predicted: string;
  readonly seen: string;
  /** `Service tempo-query-frontend` */
  readonly where: string;
}

/** Reads facts from one case of the matrix. @param facts those of the row that applies */
export type Reading<Facts> = (facts: Facts, view: View) => readonly Sighting[] | Promise<readonly Sighting[]>;

/** The objects of the release with other values; undefined if it does not render with them. */
export async function renderedWith(
  values: Readonly<Record<string, unknown>>,
  { release, renderer }: View,
): Promise<readonly Manifest[] | undefined> {
  const outcome = await renderInstallation({ ...release, values }, renderer);
  return outcome.release?.objects.map(({ object }) => object);
}

export const objectsOf = ({ release }: View): readonly Manifest[] => release.objects.map(({ object }) => object);

/** Only if the object with the fact is there. */
export const sighting = (fact: string, predicted: unknown, seen: unknown, where: string): Sighting => ({
  fact,
  predicted: String(predicted ?? 'none'),
  seen: String(seen ?? 'none'),
  where,
});
