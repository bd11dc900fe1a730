/** The picture for a narrow screen: one column of chains, each from a sender through what receives and sends on. */
import type { Hop } from '../report';
import { type Arrow, type Box, upright } from './arrows';
import { LINE, labelOf, linesOf } from './label';
import type { Layout } from './layout';
import { BOX, boxWidth, type Inscription, MARGIN, PAD, SIDE } from './spacing';

/** Places all hops below each other. A node is repeated where another chain leads to it. */
export function inColumn(hops: readonly Hop[], inscription: Inscription = (name) => [name, '']): Layout {
  const [boxes, arrows]: [Box[], Arrow[]] = [[], []];
  const widest = Math.max(0, ...hops.flatMap(({ from, to }) => [from, to]).map((name) => boxWidth(name, inscription)));
  let y = MARGIN;
  const box = (name: string) => {
    boxes.push({ name, x: MARGIN, y, width: widest, height: BOX.height });
    y += BOX.height;
  };
  for (const chain of chainsOf(hops)) {
    if (boxes.length > 0) y += PAD;
    box(chain[0]?.from ?? '');
    for (const hop of chain) {
      const length = 2 * PAD + LINE * linesOf(labelOf(hop));
      arrows.push(upright(hop, MARGIN + BOX.width / 2, [y, y + length]));
      y += length;
      box(hop.to);
    }
  }
  const label = Math.max(0, ...hops.map((hop) => labelOf(hop).width));
  const width = MARGIN + Math.max(widest, BOX.width / 2 + SIDE + label) + MARGIN;
  return { width, height: y + MARGIN, boxes, arrows };
}

/** The path of a trace comes first. */
const ORDER = ['requests', 'spans', 'blocks'];
const rank = ({ what }: Hop): number => (ORDER.includes(what) ? ORDER.indexOf(what) : ORDER.length);

/** Each hop once. A chain begins where nothing leads to, as far as possible, and follows what receives until that sends no more. */
function chainsOf(hops: readonly Hop[]): Hop[][] {
  const left = hops.toSorted((a, b) => rank(a) - rank(b));
  const chains: Hop[][] = [];
  while (left.length > 0) {
    const first = left.find(({ from }) => !left.some(({ to }) => to === from)) ?? left[0];
    const chain: Hop[] = [];
    for (let next = first; next !== undefined; ) {
      chain.push(next);
      left.splice(left.indexOf(next), 1);
      const { to } = next;
      next = left.find(({ from }) => from === to);
    }
    chains.push(chain);
  }
  return chains;
}
