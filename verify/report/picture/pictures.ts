/** The picture in both shapes: one for wide screens and paper, one for narrow screens. */
import { type Markup, markup } from '../markup';
import { NARROW } from '../style';
import { inColumn } from './column';
import { laidOut } from './layout';
import { inscriptionOf, type Pictured, picture, SMALLEST } from './picture';

/** What the page has on both sides of a picture, in pixels. */
const SIDES = 50;

/** A wider picture does not fit on the smallest of the screens that are not narrow. */
const BROAD = (NARROW.picture * 16 - SIDES) / SMALLEST;

/** The style of the page shows one of them. */
export function pictures(pictured: Pictured): Markup {
  const isBroad = laidOut(pictured.hops, inscriptionOf(pictured.nodes ?? {})).width > BROAD;
  const shapes = [
    [isBroad ? 'flat broad' : 'flat', laidOut],
    ['tall', inColumn],
  ] as const;
  return markup`${shapes.map(
    ([shape, layout]) =>
      markup`<div class="picture wide ${shape}" tabindex="0" role="group" aria-label="Picture of the path of a trace">${picture(pictured, layout)}</div>\n`,
  )}`;
}
