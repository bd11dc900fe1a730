/** Checks that Traefik knows its flags and can read their values, because it does not start otherwise. */
import { type TraefikProduct, traefikProduct } from '../../../../charts/traefik/product';
import { flagMistake, flagName, valueMistake } from '../../../../charts/traefik/static-flags';
import { error, type Finding } from '../../../../lib/findings/finding';
import type { TraefikProcess } from '../../../uses/traefik';
import { aboutObject } from '../../../world/kubernetes';
import { ADDRESSES_RULES } from '../rules';

export const checkFlags = (traefiks: readonly TraefikProcess[]): Finding[] =>
  traefiks.flatMap((traefik) => {
    const { placed } = traefik.pod;
    const about = { ...aboutObject(placed.object), part: `container ${traefik.container.name}` };
    const { release, isListed } = releaseOf(traefik);
    const values = [...traefik.flags].flatMap(([flag, value]) => {
      const mistake = valueMistake(flag, value);
      return mistake ? [error(placed.place, ADDRESSES_RULES.says('flag-value', mistake.problem, mistake.fix), about)] : [];
    });
    const names = flagsOf(traefik).flatMap((flag) => {
      const mistake = isReported(flag, traefik) ? undefined : flagMistake(flag, release, isListed);
      return mistake ? [error(placed.place, ADDRESSES_RULES.says('unknown-flag', mistake.problem, mistake.fix), about)] : [];
    });
    return [...names, ...values];
  });

/** Their names, in lower case. Later ones of the same section may be left out of the effective flags. */
const flagsOf = ({ container }: TraefikProcess): string[] => [...new Set(container.args.flatMap((arg) => flagName(arg) ?? []))];

/** Zipkin in Traefik 3 is reported with its address. */
const isReported = (flag: string, { flags }: TraefikProcess): boolean =>
  flag.startsWith('tracing.zipkin') && flags.has('tracing.zipkin.httpendpoint');

/** The release by the tag of the image; for one that is not known, the newest of its minor or major. Traefik Hub has further flags. */
function releaseOf({ container: { image } }: TraefikProcess): { readonly release?: TraefikProduct; readonly isListed: boolean } {
  const version = /:v?([23](\.\d+){1,2})/.exec(image)?.[1];
  if (version === undefined) return { isListed: false };
  const { versions } = traefikProduct;
  if (versions.includes(version)) return { release: traefikProduct.at(version), isListed: !/hub/.test(image) };
  const newest = [version, version.slice(0, 1)].map((start) => versions.findLast((each) => each.startsWith(`${start}.`)));
  return { release: traefikProduct.at(newest.find((each) => each !== undefined) ?? traefikProduct.newest), isListed: false };
}
