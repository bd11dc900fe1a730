/** Objects of charts, beside those that synth or the user writes. */
import type { Placed, RenderedRelease, World } from '../stack';

/** Whether an object is what a chart renders, here or already in its file of the output. */
export const isOfChart = ({ rendered, place }: Placed, { installations }: Pick<World, 'installations'>): boolean =>
  rendered === true || installations.some((each) => each.isRenderedAlready && each.place.file === place.file);

/** Whether another Application installs it, by a values file: the only release that no Application and no file of manifests has. */
export const isInstalledElsewhere = ({ application, isRenderedAlready, place }: RenderedRelease): boolean =>
  application === undefined && !isRenderedAlready && place.name === undefined;

/** The release that an object is from: rendered here, or already in its file of the output. Undefined for other objects. */
export const releaseOf = (placed: Placed, releases: readonly RenderedRelease[]): RenderedRelease | undefined =>
  releases.find(({ objects, place, isRenderedAlready }) =>
    isRenderedAlready ? place.file === placed.place.file : objects.includes(placed),
  );
