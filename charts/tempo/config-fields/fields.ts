/**
 * The fields of Tempo's configuration and of its overrides file, per release of Tempo, from the types in its source.
 *
 * `npm run tempo-fields` writes fields.json.
 */
import { compareVersions, minorOf } from '../../../lib/releases/version';
import type { Path } from '../../../lib/yaml/parsed';
import table from './fields.json';

/**
 * A type as text: `s` text, `b` boolean, `i` integer, `u` integer from 0, `f` number, `d` duration of Go, `D` duration of
 * Prometheus, `a` anything, `?` not known, `[` and the type of its items, `{` and the type of its values, `#` and the index of a node.
 */
export type FieldType = string;

/** The type of each field, where `*` stands for any other field; or types of which one must fit. */
export type FieldNode = Readonly<Record<string, FieldType>> | readonly FieldType[];

export interface FieldTable {
  readonly nodes: readonly FieldNode[];
  /** The types of the configuration and of the overrides file, by the version of Tempo. */
  readonly releases: Readonly<Record<string, readonly [config: FieldType, overrides: FieldType]>>;
}

export interface TempoFields {
  readonly config: FieldType;
  /** The file of `overrides.per_tenant_override_config`. */
  readonly overrides: FieldType;
}

const { nodes, releases } = table as unknown as FieldTable;

const VERSIONS = Object.keys(releases).sort(compareVersions);

/** The newest version in the table. */
export const newestWithFields = VERSIONS.at(-1) ?? '';

/** The fields of a release. A patch that is not in the table has those of the patch before. @returns undefined for an unknown minor */
export function fieldsOf(version: string): TempoFields | undefined {
  const known = VERSIONS.findLast((candidate) => minorOf(candidate) === minorOf(version) && compareVersions(candidate, version) <= 0);
  const found = known === undefined ? undefined : releases[known];
  return found && { config: found[0], overrides: found[1] };
}

/** The node of a type; undefined if the type has none. */
export const nodeOf = (type: FieldType): FieldNode | undefined => (type.startsWith('#') ? nodes[Number(type.slice(1))] : undefined);

/** The type of a field; undefined if the table does not say one. */
export function typeAt(type: FieldType, [first, ...rest]: Path): FieldType | undefined {
  if (first === undefined) return type;
  if (/^[[{]/.test(type)) return typeAt(type.slice(1), rest);
  const node = nodeOf(type);
  if (node === undefined || Array.isArray(node)) return undefined;
  const fields = node as Readonly<Record<string, FieldType>>;
  const next = Object.hasOwn(fields, String(first)) ? fields[String(first)] : undefined;
  return next === undefined ? undefined : typeAt(next, rest);
}

/**
 * The limit of the nested format of the overrides that has this name in the flat one: `ingestion.max_traces_per_user` for
 * `max_traces_per_user`, `compaction.block_retention` for `block_retention`.
 */
export function nestedLimit(flat: string): readonly string[] | undefined {
  const paths = typesIn(releases[newestWithFields]?.[1] ?? '?').flatMap((type) => pathsBelow(type).filter(({ length }) => length > 1));
  const [found] = [...paths.filter((path) => path.join('_') === flat), ...paths.filter((path) => path.at(-1) === flat)];
  return found;
}

/** Whether a field of the limits of a tenant is a group that only the nested format of the overrides has: `ingestion`. */
export function isLimitGroup(name: string): boolean {
  limitGroups ??= new Set(VERSIONS.flatMap(limitGroupsOf));
  return limitGroups.has(name);
}

/** Those of all releases. Only limits of tenants need them. */
let limitGroups: ReadonlySet<string> | undefined;

/** Tempo 3 has only the nested format, and releases before it have both. */
function limitGroupsOf(version: string): string[] {
  const [nested, flat] = typesIn(releases[version]?.[1] ?? '?').map((type) => nodeOf(type) ?? {});
  return Object.entries(nested ?? {}).flatMap(([name, type]) => (flat && nodeOf(type) && !Object.hasOwn(flat, name) ? [name] : []));
}

/** The types of the limits of a tenant, in each format of the overrides file. */
function typesIn(file: FieldType): FieldType[] {
  const node = nodeOf(file);
  if (Array.isArray(node)) return node.flatMap(typesIn);
  return [typeAt(file, ['overrides', '']) ?? '?'];
}

/** The paths of all scalars and lists below a type. */
function pathsBelow(type: FieldType, path: readonly string[] = []): (readonly string[])[] {
  const node = nodeOf(type);
  if (node === undefined || Array.isArray(node)) return [path];
  return Object.entries(node as Readonly<Record<string, FieldType>>).flatMap(([name, child]) =>
    name === '*' ? [] : pathsBelow(child, [...path, name]),
  );
}
