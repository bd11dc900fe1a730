/** Checks that Traefik knows its flags, because it does not start with one that it does not know. */
import { FLAG_NAMES, TRACING_OF_V2, TRACING_OF_V3 } from '../../../../charts/traefik/static-flags';
import { error, type Finding, type Statement } from '../../../../lib/findings/finding';
import { nearest } from '../../../../lib/findings/nearest';
import type { TraefikProcess } from '../../../uses/traefik';
import { aboutObject } from '../../../world/kubernetes';
import { ADDRESSES_RULES } from '../rules';

export const checkFlags = (traefiks: readonly TraefikProcess[]): Finding[] =>
  traefiks.flatMap((traefik) => {
    const { placed } = traefik.pod;
    const about = { ...aboutObject(placed.object), part: `container ${traefik.container.name}` };
    return flagsOf(traefik).flatMap((flag) =>
      [...misspelled(flag), ...ofOtherVersion(flag, traefik)].slice(0, 1).map((statement) => error(placed.place, statement, about)),
    );
  });

/** Their names, in lower case. Later ones of the same section may be left out of the effective flags. */
const flagsOf = ({ container }: TraefikProcess): string[] => [
  ...new Set(container.args.flatMap((arg) => /^--?([\w.-]+)/.exec(arg)?.[1]?.toLowerCase() ?? [])),
];

const says = (problem: string, fix: string): Statement[] => [ADDRESSES_RULES.says('unknown-flag', problem, fix)];

/** Newer flags than the known ones may exist, so only what is similar to one is a mistake. */
function misspelled(flag: string): Statement[] {
  const names = flag.split('.');
  for (const [index, name] of names.entries()) {
    const section = names.slice(0, index).map((each, at) => (at === 1 && names[0] === 'entrypoints' ? '*' : each));
    const known = FLAG_NAMES.get(section.join('.'));
    const meant = known && !known.includes(name) ? nearest(name, known) : undefined;
    if (meant === undefined) continue;
    const right = [...names.slice(0, index), meant, ...names.slice(index + 1)].join('.');
    return says(`has the flag --${flag}, which Traefik does not know, so it does not start`, `use --${right}`);
  }
  return [];
}

/** Zipkin in Traefik 3 is reported with its address. */
function ofOtherVersion(flag: string, { container, isV2 }: TraefikProcess): Statement[] {
  const [section, name = ''] = flag.split('.');
  const isVersionKnown = /:v?[23]\.\d/.test(container.image);
  if (!isVersionKnown || section !== 'tracing' || name === 'zipkin' || !(isV2 ? TRACING_OF_V3 : TRACING_OF_V2).includes(name)) return [];
  return says(`has the flag --${flag} of Traefik ${isV2 ? 3 : 2}, so it does not start`, 'remove it, or use that version');
}
