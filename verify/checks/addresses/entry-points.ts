/** An Ingress names entry points that Traefik has. */
import { nearest } from '../../../lib/findings/nearest';
import type { World } from '../../stack';
import { traefiksIn } from '../../uses/traefik';
import type { Verdict } from '../../verdict';
import { titleOf } from '../../world/kubernetes';
import type { Lookup } from '../../world/lookup';

const ANNOTATION = 'traefik.ingress.kubernetes.io/router.entrypoints';

export function checkEntryPoints({ objects }: World, lookup: Lookup): Verdict[] {
  const known = traefiksIn(lookup).flatMap(({ flags }) =>
    [...flags.keys()].flatMap((flag) => /^entrypoints\.([^.]+)\.address$/.exec(flag)?.[1] ?? []),
  );
  // Whoever installs Traefik elsewhere may give it more.
  if (known.length === 0) return [];
  return objects.flatMap(({ object, place, rendered }) => {
    const named = rendered ? [] : (object.metadata.annotations?.[ANNOTATION] ?? '').split(',').map((name) => name.trim());
    return named
      .filter((name) => name !== '' && !known.includes(name.toLowerCase()))
      .map((name): Verdict => {
        const fix = `write ${nearest(name, known) ?? `one of ${known.join(', ')}`}`;
        return { severity: 'error', check: 'addresses', place, text: `${titleOf(object)}: Traefik has no entry point ${name}; ${fix}` };
      });
  });
}
