/** The path of a trace as an SVG image, from its layout. The style of the page has its colours. */
import { type Markup, markup } from '../markup';
import type { Hop, Nodes } from '../report';
import { counted } from '../tally';
import type { Arrow, Box, Point, Text } from './arrows';
import { ABOUT_LETTER, NAME_LETTER } from './label';
import { type Layout, laidOut } from './layout';
import type { Inscription } from './spacing';

/** The size of an arrowhead. */
const HEAD = { length: 10, half: 5 };

/** The smallest size of the picture, as a part of its own size, so that texts can be read. In less room, it scrolls. */
export const SMALLEST = 0.8;

/** What the picture is about. */
export interface Pictured {
  /** The name of the cluster. */
  readonly name: string;
  readonly hops: readonly Hop[];
  readonly nodes?: Nodes;
}

/** What is written in the box of a node. */
export const inscriptionOf =
  (nodes: Nodes): Inscription =>
  (name) => [name, nodes[name] ?? ''];

/** Places the hops of a picture. */
export type Placing = (hops: readonly Hop[], inscription?: Inscription) => Layout;

/** The image; empty without hops. It has the width of the page if that is less than its own. */
export function picture({ name, hops, nodes = {} }: Pictured, layout: Placing = laidOut): Markup {
  if (hops.length === 0) return markup``;
  const { width, height, boxes, arrows } = layout(hops, inscriptionOf(nodes));
  const broken = hops.filter(({ state }) => state === 'broken').length;
  const title = `The path of a trace through ${name}: ${counted(hops.length, 'hop')}, ${broken === 0 ? 'none' : broken} broken`;
  return markup`<svg role="img" aria-label="${title}" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" style="min-width: ${Math.round(SMALLEST * width)}px">
<title>${title}</title>
${arrows.map(arrow)}
${boxes.map((each) => box(each, hops, nodes[each.name]))}
</svg>`;
}

/** A hop as a sentence, for the tooltip of its arrow. */
function sentence({ from, to, what, protocol, address, state, why }: Hop): string {
  const how = [what, protocol, address].filter(Boolean).join(', ');
  return `${from} to ${to}: ${how}; ${state}${why ? `: ${why}` : ''}`;
}

function arrow({ hop, points, texts }: Arrow): Markup {
  const line = points.map((point) => point.join(',')).join(' ');
  return markup`<g class="hop ${hop.state}"><title>${sentence(hop)}</title>
<polyline class="touch" points="${line}"/><polyline points="${line}"/><polygon points="${head(points)}"/>
${texts.map(text)}${hop.state === 'broken' && cross(points)}${hop.state === 'unproven' && question(points)}</g>
`;
}

function text({ x, y, anchor, text: words, part }: Text): Markup {
  return markup`<text class="${part}" x="${x}" y="${y}" text-anchor="${anchor}">${words}</text>`;
}

/** The arrowhead, at the end of the last segment, which is horizontal or vertical. */
function head(points: readonly Point[]): string {
  const [[x, y], [dx, dy]] = end(points);
  const back = [x - dx * HEAD.length, y - dy * HEAD.length] as const;
  const sides = [1, -1].map((side) => `${back[0] - side * dy * HEAD.half},${back[1] + side * dx * HEAD.half}`);
  return [`${x},${y}`, ...sides].join(' ');
}

/** The last point, and the direction of the last segment. */
function end(points: readonly Point[]): readonly [Point, Point] {
  const [last, before] = lastPiece(points);
  return [last, [Math.sign(last[0] - before[0]), Math.sign(last[1] - before[1])]];
}

function lastPiece(points: readonly Point[]): readonly [Point, Point] {
  const [before = [0, 0], last = [0, 0]] = points.slice(-2);
  return [last, before];
}

/** The middle of the last segment. */
function middle(points: readonly Point[]): Point {
  const [last, before] = lastPiece(points);
  return [(last[0] + before[0]) / 2, (last[1] + before[1]) / 2];
}

/** A question mark, so that what was not judged is visible without colours. */
function question(points: readonly Point[]): Markup {
  const [x, y] = middle(points);
  return markup`<circle cx="${x}" cy="${y}" r="8"/><text class="mark" x="${x}" y="${y + 5}" text-anchor="middle">?</text>`;
}

/** A cross, so that broken hops are visible without colours. */
function cross(points: readonly Point[]): Markup {
  const [x, y] = middle(points);
  return markup`<circle cx="${x}" cy="${y}" r="8"/><path d="M${x - 5} ${y - 5}l10 10m0 -10l-10 10"/>`;
}

/** @param line what is known about the node, below its name */
function box({ name, x, y, width, height }: Box, hops: readonly Hop[], line = ''): Markup {
  const own = hops.filter(({ from, to }) => from === name || to === name);
  // A node that only sends, such as the browser, is not shown as external.
  const external = own.every(({ state }) => state === 'external') && own.some(({ to }) => to === name);
  const [centre, base] = [x + width / 2, y + height / 2 + 5];
  return markup`<g class="node${external && ' external'}"><title>${[name, line].filter(Boolean).join(' ')}</title><rect x="${x}" y="${y}" width="${width}" height="${height}" rx="8"/>
<text x="${centre}" y="${line ? base - 8 : base}" text-anchor="middle">${fitting(name, width / NAME_LETTER)}</text>${line && markup`<text class="about" x="${centre}" y="${base + 9}" text-anchor="middle">${fitting(line, width / ABOUT_LETTER)}</text>`}</g>
`;
}

/** Names that do not fit are truncated; the tooltip has the full name. */
const fitting = (text: string, letters: number): string => (text.length > letters ? `${text.slice(0, Math.floor(letters) - 1)}…` : text);
