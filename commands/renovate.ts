/** `npm run renovate`: writes the pins of the cluster file, and their known releases, into the settings of Renovate. */
import type { PinningFile } from '../init/renovate/mirrors';
import { pinnedSettings } from '../init/renovate/settings-file';
import { folderInRepository } from '../init/repository';
import { readSources } from '../lib/cluster-file/sources';
import { CLUSTERS_OPTION, print, printError, printFindings, run } from '../lib/command-line/command';
import { Refusal, UsageError } from '../lib/command-line/errors';
import { isFolder } from '../lib/files/file-kind';
import { writeChanged } from '../lib/files/write-changed';
import { readClusterFile } from '../verify/read/cluster';

/**
 * The cluster files with their mirrors.
 * @throws {Refusal} if one cannot be read, or there is none
 */
function pinningFiles(): PinningFile[] {
  const folder = CLUSTERS_OPTION.clusters.default;
  if (!isFolder(folder)) throw new UsageError(`no folder ${folder}; run the command in the folder that has it`);
  return readSources(folder, []).map((source) => {
    const { config, findings } = readClusterFile(source);
    if (config) return { name: source.name, registry: config.registry };
    printFindings(findings);
    throw new Refusal(`${source.file}: cannot be read as a cluster file; correct it first`);
  });
}

/** @returns the exit code: 0 */
export function renovate(): number {
  const [file, text] = pinnedSettings(pinningFiles());
  if (isFolder(file)) throw new Refusal(`${file}: is a folder; move it away`);
  print(writeChanged(file, text));
  const below = folderInRepository();
  if (below)
    printError(
      `note: Renovate reads ${file} only at the root of the repository, and this is ${below}/; move its entries there, with that folder in their patterns`,
    );
  return 0;
}

if (require.main === module) {
  run({
    usage: 'npm run renovate',
    description:
      'Writes into the settings of Renovate which releases a cluster file pins, and that it proposes only those that are known. Other settings stay.',
    run: renovate,
  });
}
