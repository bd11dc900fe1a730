/** Compares the objects of two outputs: what Argo CD creates, deletes and changes. */
import { isDeepStrictEqual } from 'node:util';
import { leavesOf } from '../lib/yaml/parsed';
import { idOf } from '../verify/change/objects';
import { isKept } from '../verify/change/steps/objects';
import type { Placed } from '../verify/stack';
import { dataOf, Hidden } from './data';
import { type FieldChange, fieldChanges } from './fields';

export interface ObjectChange {
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
  /** Its component: `tempo`; `gitops` for the objects of Argo CD. */
  readonly component: string;
  readonly change: 'added' | 'removed' | 'renamed' | 'changed';
  /** The old namespace and name of a renamed object: `tracing/tempo`. */
  readonly from?: string;
  /** What differs; none for an added or removed object. */
  readonly fields: readonly FieldChange[];
  /** Whether Argo CD keeps a removed object. */
  readonly isKept?: boolean;
}

/** An object with what is compared of it. */
export interface Compared {
  readonly placed: Placed;
  readonly component: string;
}

/** @returns the changes in the order of the new output, then what is removed */
export function objectChanges(before: readonly Compared[], after: readonly Compared[]): ObjectChange[] {
  const applications = new Set(after.flatMap(({ placed: { object } }) => (object.kind === 'Application' ? object.metadata.name : [])));
  const old = byId(before);
  const now = byId(after);
  const gone = [...old].flatMap(([id, each]) => (now.has(id) ? [] : [each]));
  const added = [...now].flatMap(([id, each]) => (old.has(id) ? [] : [each]));
  const renames = renamesOf(gone, added);
  const renamed = new Set(renames.values());
  return [
    ...[...now].flatMap(([id, each]): ObjectChange[] => {
      const same = old.get(id);
      const other = same ?? renames.get(each);
      if (!other) return [{ ...titleOf(each), change: 'added', fields: [] }];
      const fields = fieldsOf(other.placed, each.placed);
      if (!same) return [{ ...titleOf(each), change: 'renamed', from: placeOf(other), fields }];
      return fields.length === 0 ? [] : [{ ...titleOf(each), change: 'changed', fields }];
    }),
    ...gone
      .filter((each) => !renamed.has(each))
      .map((each): ObjectChange => ({ ...titleOf(each), change: 'removed', fields: [], isKept: staysInCluster(each, applications) })),
  ];
}

/** Most objects are the same on both sides, and are not read. */
const fieldsOf = ({ object: before }: Placed, { object: after }: Placed): FieldChange[] =>
  isDeepStrictEqual(before, after) ? [] : fieldChanges(dataOf(before), dataOf(after));

/** The last one of duplicates counts, as in the cluster. */
const byId = (objects: readonly Compared[]): Map<string, Compared> => new Map(objects.map((each) => [idOf(each.placed), each]));

const titleOf = ({ placed: { object, namespace }, component }: Compared) => ({
  ...{ kind: object.kind, name: object.metadata.name, component },
  namespace: object.kind === 'Namespace' ? undefined : (namespace ?? object.metadata.namespace),
});

const placeOf = ({ placed: { object, namespace } }: Compared): string => [namespace, object.metadata.name].filter(Boolean).join('/');

/** @param applications the names of those that stay, and prune the object */
const staysInCluster = ({ placed: { object, application } }: Compared, applications: ReadonlySet<string>): boolean =>
  isKept(object, application !== undefined && applications.has(application) ? 'Prune' : 'Delete');

/** The least share of equal fields of an object under another name. */
const ALIKE = 0.6;

/** More pairs than that are not compared field by field: so many objects of one kind are no renames. */
const MAX_PAIRS = 10_000;

/** Nothing goes over from one of them to another. */
const HOLDERS = ['Namespace', 'PersistentVolumeClaim'];

/** The removed object that an added one replaces: with the same name in another namespace, or else with mostly the same content. */
function renamesOf(gone: readonly Compared[], added: readonly Compared[]): Map<Compared, Compared> {
  const renames = new Map<Compared, Compared>();
  const left = new Set(gone);
  const pair = (each: Compared, other: Compared | undefined) => {
    if (!other) return;
    renames.set(each, other);
    left.delete(other);
  };
  for (const each of added)
    pair(
      each,
      [...left].find((other) => isOfKind(other, each) && nameOf(other) === nameOf(each)),
    );
  const texts = new Map<Compared, Set<string>>();
  const textsOf = (each: Compared) => texts.get(each) ?? texts.set(each, leafTexts(each)).get(each);
  for (const each of added.filter((one) => !renames.has(one))) {
    const candidates = [...left].filter((other) => isOfKind(other, each));
    if (candidates.length * added.length > MAX_PAIRS) continue;
    const shares = candidates.map((other) => ({ other, share: shareOf(textsOf(other), textsOf(each)) }));
    pair(each, shares.filter(({ share }) => share >= ALIKE).sort((a, b) => b.share - a.share)[0]?.other);
  }
  return renames;
}

const isOfKind = ({ placed: { object: a } }: Compared, { placed: { object: b } }: Compared): boolean =>
  a.kind === b.kind && !HOLDERS.includes(a.kind);

const nameOf = ({ placed }: Compared): string => placed.object.metadata.name;

function leafTexts({ placed: { object } }: Compared): Set<string> {
  return new Set(
    leavesOf(dataOf(object)).map(([path, value]) => `${path.join('.')}=${value instanceof Hidden ? '' : JSON.stringify(value)}`),
  );
}

function shareOf(a: ReadonlySet<string> = new Set(), b: ReadonlySet<string> = new Set()): number {
  const common = [...a].filter((text) => b.has(text)).length;
  return common / Math.max(a.size, b.size, 1);
}
