/** The release of a table that is nearest to the one that runs. */
import maxSatisfying from 'semver/ranges/max-satisfying';
import validRange from 'semver/ranges/valid';
import type { ReleaseTable } from '../../lib/releases/table';
import type { Told } from './told';

/** @param key that of the cluster file @returns the version as it runs, or else the nearest that the table accepts */
export function nearestRelease<Facts extends object>(table: ReleaseTable<Facts>, wanted: string, key: string, told: Told): string {
  const version = wanted.replace(/^v(?=\d)/, '');
  const found = /^\d+(\.\d+){1,2}$/.test(version) ? table.find(version) : undefined;
  if (found && 'release' in found && found.release) return version;
  const versions = table.releases.map((release) => release.version);
  const inRange =
    !found && validRange(version)
      ? maxSatisfying(
          versions.filter((each) => /^\d+\.\d+\.\d+$/.test(each)),
          version,
        )
      : null;
  const why = (found && 'error' in found ? found.error.problem : undefined) ?? `"${wanted}" is not one release`;
  const nearest = inRange ?? (found ? nearestTo(version, table) : table.newest);
  told.cannot(`${key}: ${why}; written as ${nearest}, so compare it with what runs`);
  return nearest;
}

/** Of the same minor before any other, and older before newer. */
function nearestTo<Facts extends object>(version: string, table: ReleaseTable<Facts>): string {
  const before = table.lastBefore(version, () => true);
  const after = table.firstAfter(version, () => true);
  const minor = table.sameMinor(version);
  const near = [before, after].find((each) => each !== undefined && minor.includes(each));
  return near ?? before ?? after ?? table.newest;
}
