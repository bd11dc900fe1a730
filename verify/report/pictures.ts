/** The picture in both shapes: one for wide screens and paper, one for narrow screens. */
import { inColumn } from './column';
import { laidOut } from './layout';
import { type Markup, markup } from './markup';
import { type Pictured, picture } from './picture';

/** The style of the page shows one of them. */
export const pictures = (pictured: Pictured): Markup =>
  markup`${SHAPES.map(
    ([shape, layout]) =>
      markup`<div class="picture wide ${shape}" tabindex="0" role="group" aria-label="Picture of the path of a trace">${picture(pictured, layout)}</div>\n`,
  )}`;

const SHAPES = [
  ['flat', laidOut],
  ['tall', inColumn],
] as const;
