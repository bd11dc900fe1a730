/** Objects of charts, beside those that synth or the user writes. */
import type { Placed, World } from '../stack';

/** Whether an object is what a chart renders, here or already in its file of the output. */
export const isOfChart = ({ rendered, place }: Placed, { installations }: Pick<World, 'installations'>): boolean =>
  rendered === true || installations.some((each) => each.isRenderedAlready && each.place.file === place.file);
