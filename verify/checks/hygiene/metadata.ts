/** Checks that everything has the labels and annotations of the cluster file. */
import path from 'node:path';
import type { Metadata } from '../../../charts/metadata/config';
import { templatesOf } from '../../../charts/metadata/with-metadata';
import { error, type Finding, note } from '../../../lib/findings/finding';
import { listed } from '../../../lib/findings/listed';
import { RUN_SYNTH } from '../../../lib/findings/run-synth';
import { FLEET_FILE } from '../../../lib/output/fleet-files';
import { at, isMap } from '../../../lib/yaml/parsed';
import type { Manifest, Placed, RenderedRelease, World } from '../../stack';
import { aboutObject } from '../../world/kubernetes';
import { isInstalledElsewhere } from '../../world/of-chart';
import { HYGIENE_RULES } from './rules';

/** Kinds whose templates are those of Secrets. */
const MAKES_SECRETS = ['Certificate', 'SealedSecret'];

const KINDS = ['labels', 'annotations'] as const;

/** What this project writes must have all of them. What a chart renders has those that its values can give to it; the rest is a note. */
export function missingMetadata({ declared, objects, releases }: World): Finding[] {
  const { metadata } = declared;
  if (!metadata) return [];
  const byChart = releases.filter(({ isRenderedAlready }) => !isRenderedAlready);
  const rendered = new Set(byChart.flatMap((release) => release.objects));
  return [
    ...objects.filter((placed) => !rendered.has(placed) && !isOfFleet(placed)).flatMap((placed) => mistakesIn(placed, metadata)),
    // k3s brings its own Traefik along.
    ...byChart.filter((release) => !release.bundled && !isInstalledElsewhere(release)).flatMap((release) => unreachedBy(release, metadata)),
  ];
}

/** The root Application that an ApplicationSet makes, with the metadata of fleet.yaml. */
const isOfFleet = ({ place: { file } }: Placed): boolean => path.basename(file) === FLEET_FILE;

function mistakesIn({ object, place }: Placed, metadata: Metadata): Finding[] {
  return missingIn(object, metadata).map(({ field, keys }) =>
    error(place, HYGIENE_RULES.says('missing-metadata', `lacks ${listed(keys)} of the cluster file`, RUN_SYNTH), {
      ...aboutObject(object),
      part: field,
    }),
  );
}

function unreachedBy({ chart, place, objects }: RenderedRelease, metadata: Metadata): Finding[] {
  return KINDS.flatMap((kind) => {
    const only: Metadata = { labels: {}, annotations: {}, [kind]: metadata[kind] };
    const kinds = objects.flatMap(({ object }) =>
      missingIn(object, only).map(({ isPod }) => (isPod ? `pods of ${object.kind}` : object.kind)),
    );
    if (kinds.length === 0) return [];
    const problem = `renders ${listed([...new Set(kinds)].sort())} without the ${kind} of the cluster file, because it has no value for them there`;
    const fix = 'use gitops.helm: manifests, which adds them to all';
    return [
      note(place, HYGIENE_RULES.says('unreached-metadata', problem, fix), {
        subject: `${chart.name} ${chart.version}`,
        part: `metadata.${kind}`,
      }),
    ];
  });
}

/** The keys that the metadata of an object, or of its pods, lacks. */
function missingIn(object: Manifest, metadata: Metadata): { readonly field: string; readonly keys: string[]; readonly isPod: boolean }[] {
  return [['metadata'], ...templatesOf(object)].flatMap((place) =>
    KINDS.flatMap((kind) => {
      const own = at(object, ...place, kind);
      const keys = Object.keys(metadata[kind]).filter((key) => !(isMap(own) && Object.hasOwn(own, key)));
      const isPod = place.length > 1 && !MAKES_SECRETS.includes(object.kind);
      return keys.length > 0 ? [{ field: [...place, kind].join('.'), keys, isPod }] : [];
    }),
  );
}
