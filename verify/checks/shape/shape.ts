/**
 * Checks that the API server accepts every object unchanged, and that no object is defined twice. docs/api-server.md says what is covered.
 */
import { error, type Finding, isSamePlace, warning } from '../../../lib/findings/finding';
import { at } from '../../../lib/yaml/parsed';
import { isEncrypted } from '../../read/flux/sops';
import { dependsOnUnknown } from '../../read/flux/variables';
import type { Application, Placed, RenderedRelease } from '../../stack';
import { aboutObject, groupOf, isCustom } from '../../world/kubernetes';
import { valuePathsIn } from '../../world/value-path';
import type { Check, Judgement } from '../check';
import { minorOf, otherVersion, unserved } from './api-versions';
import { apiServerMistakes } from './apiserver/kinds';
import { duplicateObjects } from './duplicates';
import { fieldText, type Mistake } from './mistake';
import { nameMistakes } from './names';
import { SHAPE_RULES } from './rules';
import { kindSchemas } from './schema';
import { isAppliedOnServer } from './server-side';

export const shape: Check = {
  rules: SHAPE_RULES,
  run: ({ world: { objects, kubernetes, releases, applications, isOurs } }) =>
    checkShape(objects, { version: kubernetes.version, releases, applications, isOurs }),
};

export interface ShapeProps {
  /** The Kubernetes version of the cluster: `1.34`. @default the newest */
  readonly version?: string;
  /** The releases whose values may contain an unknown field. @default none */
  readonly releases?: readonly RenderedRelease[];
  /** The Applications that sync the objects. @default unknown */
  readonly applications?: readonly Application[];
  /** Whether this project wrote the objects that no chart renders, so that each of their kinds has a schema. @default false */
  readonly isOurs?: boolean;
}

/** @returns `judged` is the number of objects whose kind has a schema; other kinds are in `notJudged` */
export function checkShape(
  objects: readonly Placed[],
  { version, releases = [], applications = [], isOurs = false }: ShapeProps = {},
): Judgement & { readonly notJudged: readonly string[] } {
  const schemas = kindSchemas();
  const findings: Finding[] = [];
  const notJudged = new Set<string>();
  let judged = 0;
  for (const placed of objects) {
    const { object, place, rendered } = placed;
    const ofSchema = schemas.mistakesIn(object);
    const whyNot = ofSchema
      ? undefined
      : (unserved(object, schemas.kinds.keys(), version) ?? (isOurs && !rendered ? otherVersion(object, schemas.kinds.keys()) : undefined));
    if (ofSchema) judged++;
    else if (whyNot) findings.push(error(place, whyNot, aboutObject(object)));
    else notJudged.add(`kind ${groupOf(object) || object.apiVersion}/${object.kind}, which has no schema`);
    const surroundings = {
      minor: version === undefined ? Number.POSITIVE_INFINITY : minorOf(version),
      isServerSide: isAppliedOnServer(placed, applications),
    };
    const mistakes = onePerField([...(ofSchema ?? []), ...nameMistakes(placed), ...apiServerMistakes(object, surroundings)]);
    const known = mistakes.filter(({ path }) => !isUnknownText(at(object, ...path)));
    findings.push(...known.map((mistake) => findingOf(mistake, placed, releases, isOurs)));
  }
  return { findings: [...findings, ...duplicateObjects(objects, { applications, isOurs })], judged, notJudged: [...notJudged].sort() };
}

/** Whether a text depends on a variable without a value, or is encrypted. */
function isUnknownText(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  return dependsOnUnknown(value) || isEncrypted(value) || isEncrypted(Buffer.from(value, 'base64').toString('latin1'));
}

function findingOf(mistake: Mistake, placed: Placed, releases: readonly RenderedRelease[], isOurs: boolean): Finding {
  const statement = SHAPE_RULES.says(mistake.rule, `${fieldText(mistake.path)} ${mistake.problem}`, mistake.fix);
  const about = aboutObject(placed.object);
  return isError(mistake, placed, releases, isOurs) ? error(placed.place, statement, about) : warning(placed.place, statement, about);
}

/** A dropped field of an upstream chart's object is not an error: it never had an effect, and cannot be fixed here. */
function isError(mistake: Mistake, { object, rendered, place }: Placed, releases: readonly RenderedRelease[], isOurs: boolean): boolean {
  if (mistake.outcome !== 'dropped') return mistake.outcome === 'refused';
  // The cluster of somebody else may have a newer CustomResourceDefinition, with more fields.
  if (!isOurs && isCustom(object)) return false;
  // It is an error if the chart copies it from the values of this stack.
  const own = releases.find((release) => release.isOurs && isSamePlace(release.place, place));
  return !rendered || (own !== undefined && isFromValues(mistake, own));
}

/** Names that are too common in values to identify a field. */
const EVERYWHERE = new Set(['enabled', 'name', 'value', 'type', 'key', 'image', 'labels', 'annotations']);

function isFromValues({ path }: Mistake, { values }: RenderedRelease): boolean {
  const name = path.findLast((step) => typeof step === 'string');
  return name !== undefined && !EVERYWHERE.has(name) && valuePathsIn(values).some((leaf) => leaf.includes(name));
}

/** Keeps the first mistake of each field. The mistakes of the schema come first. */
function onePerField(mistakes: readonly Mistake[]): Mistake[] {
  const first = new Map<string, Mistake>();
  for (const mistake of mistakes) {
    const field = fieldText(mistake.path);
    if (!first.has(field)) first.set(field, mistake);
  }
  return [...first.values()];
}
