/** The path of a trace as a Mermaid diagram, which GitHub and GitLab draw. */
import type { Pictured } from './picture/picture';
import type { Hop } from './report';

/** Arrows that differ without colours. */
const ARROWS = {
  fits: (label: string) => `-- "${label}" -->`,
  broken: (label: string) => `-. "✕ ${label}" .->`,
  external: (label: string) => `-. "${label}" .->`,
  unproven: (label: string) => `-. "? ${label}" .->`,
} as const satisfies Record<Hop['state'], (label: string) => string>;

/** The lines of the diagram; none without hops. Equal hops have equal diagrams. */
export function mermaid({ hops, nodes = {} }: Pictured): string[] {
  if (hops.length === 0) return [];
  const names = [...new Set(hops.flatMap(({ from, to }) => [from, to]))];
  const idOf = (name: string) => `n${names.indexOf(name)}`;
  const broken = hops.flatMap(({ state }, index) => (state === 'broken' ? [index] : []));
  return [
    'flowchart LR',
    ...names.map((name) => `  ${idOf(name)}["${inLabel(name, nodes[name])}"]`),
    ...hops.map(({ from, to, what, protocol, address, state }) => {
      const title = [what, protocol].filter(Boolean).join(' · ');
      return `  ${idOf(from)} ${ARROWS[state](inLabel(title, address))} ${idOf(to)}`;
    }),
    ...(broken.length > 0 ? [`  linkStyle ${broken.join(',')} stroke:#cf222e,color:#cf222e`] : []),
  ];
}

/** A label in quotes takes any character as its number. */
const inLabel = (...lines: readonly (string | undefined)[]): string =>
  lines
    .flatMap((line) => (line ? [line.replace(/[^\p{L}\p{N} .,:/()·_-]/gu, (character) => `#${character.codePointAt(0)};`)] : []))
    .join('<br/>');
