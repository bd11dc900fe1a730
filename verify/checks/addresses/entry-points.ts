/** Checks that Traefik has the entry points of each Ingress. */
import { error, type Finding } from '../../../lib/findings/finding';
import { nearest } from '../../../lib/findings/nearest';
import type { World } from '../../stack';
import { traefiksIn } from '../../uses/traefik';
import { aboutObject, annotationOf } from '../../world/kubernetes';
import type { Lookup } from '../../world/lookup';
import { ADDRESSES_RULES } from './rules';

const ANNOTATION = 'traefik.ingress.kubernetes.io/router.entrypoints';

export function checkEntryPoints({ objects }: World, lookup: Lookup): Finding[] {
  const known = traefiksIn(lookup).flatMap(({ flags }) =>
    [...flags.keys()].flatMap((flag) => /^entrypoints\.([^.]+)\.address$/.exec(flag)?.[1] ?? []),
  );
  // A Traefik that is installed elsewhere may have more.
  if (known.length === 0) return [];
  return objects.flatMap(({ object, place, rendered }) => {
    const named = rendered ? [] : (annotationOf(object, ANNOTATION) ?? '').split(',').map((name) => name.trim());
    return named
      .filter((name) => name !== '' && !known.includes(name.toLowerCase()))
      .map((name) => {
        const fix = `use ${nearest(name, known) ?? `one of ${known.join(', ')}`}`;
        return error(place, ADDRESSES_RULES.says('no-such-entry-point', `Traefik has no entry point ${name}`, fix), {
          ...aboutObject(object),
        });
      });
  });
}
