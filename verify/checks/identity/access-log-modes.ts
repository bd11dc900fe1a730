/** What Traefik does with the fields and headers of its access log. */
import { type Finding, warning } from '../../../lib/findings/finding';
import { listedOr } from '../../../lib/findings/listed';
import type { TraefikProcess } from '../../uses/traefik';
import { aboutObject } from '../../world/kubernetes';
import { IDENTITY_RULES } from './rules';

type Flags = TraefikProcess['flags'];

/** The setting of all fields, and of single ones. */
interface Modes {
  readonly all: string;
  readonly names: string;
  /** Without a setting. */
  readonly usual: string;
  readonly known: readonly string[];
}

const FIELDS: Modes = { all: 'defaultmode', names: 'names', usual: 'keep', known: ['keep', 'drop'] };
const HEADERS: Modes = { all: 'headers.defaultmode', names: 'headers.names', usual: 'drop', known: ['keep', 'drop', 'redact'] };

/** `keep`, `drop` or `redact` */
export const modeOfField = (flags: Flags, name: string): string => modeOf(flags, FIELDS, name);
export const modeOfHeader = (flags: Flags, name: string): string => modeOf(flags, HEADERS, name);

const flagOf = (key: string): string => `accesslog.fields.${key}`.toLowerCase();

/** As in traefik pkg/types/logs.go: an unknown mode of one field is the mode of all, and an unknown mode of all is keep. */
function modeOf(flags: Flags, { all, names, usual, known }: Modes, name: string): string {
  const general = flags.get(flagOf(all)) ?? usual;
  const own = flags.get(flagOf(`${names}.${name}`));
  return [own, general].find((mode) => mode !== undefined && known.includes(mode)) ?? 'keep';
}

/** Modes that Traefik does not know. It does not tell, and may log headers with credentials. */
export function checkModes({ pod: { placed }, flags }: TraefikProcess): Finding[] {
  return [FIELDS, HEADERS].flatMap((modes) => {
    const single = flagOf(`${modes.names}.`);
    return [...flags]
      .filter(([flag, value]) => (flag === flagOf(modes.all) || flag.startsWith(single)) && !modes.known.includes(value))
      .map(([flag, value]) => {
        const instead = modeOf(flags, modes, flag.startsWith(single) ? flag.slice(single.length) : '');
        const problem = `${flag} is ${value || '(empty)'}, which Traefik treats as ${instead}`;
        return warning(
          placed.place,
          IDENTITY_RULES.says('unknown-mode', problem, `use ${listedOr(modes.known)}`),
          aboutObject(placed.object),
        );
      });
  });
}
