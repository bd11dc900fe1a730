/** The list of the releases of a chart or a program: data in a JSON file, which `npm run learn` extends. */
import { compareVersions, expandVersions, firstVersion } from './version';

export interface ReleaseList {
  /** The day until which new releases were looked for: `2026-08-20`. */
  readonly lookedAt: string;
  /** Oldest first. The releases in a row follow each other. */
  readonly releases: readonly ReleaseRow[];
}

export interface ReleaseRow {
  /** What all of them ship, such as the version of a program; absent if nothing is listed. */
  readonly ships?: string;
  /** `1.4.0-8 1.5.0`, as in `expandVersions`. */
  readonly released: string;
}

/** All releases of the list, in the form of `released` of a table. */
export const releasedIn = ({ releases }: ReleaseList): string => releases.map(({ released }) => released).join(' ');

/** `2.23.5=2.10.6 2.25.2=2.10.7`: since which release what is shipped, in the form of `since` of a shipment. */
export const shippedIn = ({ releases }: ReleaseList): string =>
  shippedSince(releases)
    .map(([since, ships]) => `${since}=${ships ?? ''}`)
    .join(' ');

/** Since which release what is shipped. */
const shippedSince = (releases: readonly ReleaseRow[]): (readonly [since: string, ships: string | undefined])[] =>
  releases.map(({ ships, released }) => [firstVersion(released), ships] as const);

/** The list with a further release in its place. A release that is there already stays as it is. */
export function withRelease(list: ReleaseList, version: string, ships?: string): ReleaseList {
  const each = list.releases.flatMap((row) => expandVersions(row.released).map((known) => ({ version: known, ships: row.ships })));
  if (each.some((known) => known.version === version)) return list;
  const all = [...each, { version, ships }].sort((a, b) => compareVersions(a.version, b.version));
  const rows: { ships?: string; versions: string[] }[] = [];
  for (const release of all) {
    const last = rows.at(-1);
    if (last && last.ships === release.ships) last.versions.push(release.version);
    else rows.push({ ...(release.ships !== undefined && { ships: release.ships }), versions: [release.version] });
  }
  return { ...list, releases: rows.map(({ versions, ...row }) => ({ ...row, released: compactVersions(versions) })) };
}

/** The inverse of `expandVersions`: consecutive last numbers become a range. */
export function compactVersions(versions: readonly string[]): string {
  const runs: { first: string; last: string; count: number }[] = [];
  for (const version of versions) {
    const run = runs.at(-1);
    if (run && successor(run.last) === version) {
      run.last = version;
      run.count++;
    } else runs.push({ first: version, last: version, count: 1 });
  }
  return runs.map(({ first, last, count }) => (count > 1 ? `${first}-${last.slice(last.lastIndexOf('.') + 1)}` : first)).join(' ');
}

function successor(version: string): string {
  const end = version.lastIndexOf('.') + 1;
  return version.slice(0, end) + (Number(version.slice(end)) + 1);
}

/** The text of the file: one line per row, so that a difference shows what was added. */
export function listText({ lookedAt, releases }: ReleaseList): string {
  const rows = releases.map(
    ({ ships, released }) =>
      `    { ${ships === undefined ? '' : `"ships": ${JSON.stringify(ships)}, `}"released": ${JSON.stringify(released)} }`,
  );
  return `{\n  "lookedAt": ${JSON.stringify(lookedAt)},\n  "releases": [\n${rows.join(',\n')}\n  ]\n}\n`;
}
