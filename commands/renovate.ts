/** `npm run renovate`: writes the pins of the cluster file, and their known releases, into the settings of Renovate. */
import { readFileSync } from 'node:fs';
import { newSettings, settingsText, withPins } from '../init/renovate/config';
import type { PinningFile } from '../init/renovate/mirrors';
import { readSources } from '../lib/cluster-file/sources';
import { CLUSTERS_OPTION, print, printFindings, Refusal, run } from '../lib/command-line/command';
import { isFile, isFolder } from '../lib/output/file-kind';
import { writeWhole } from '../lib/output/write-whole';
import { HAS_CONFLICT, hasConflict } from '../lib/yaml/merge-conflict';
import { isMap } from '../lib/yaml/parsed';
import { readClusterFile } from '../verify/read/cluster';

const FILE = 'renovate.json';

const WAY_OUT = 'correct it, or remove the file, and it is written anew';

/** @throws {Refusal} if the file is not a JSON object */
function present(): Readonly<Record<string, unknown>> {
  const text = readFileSync(FILE, 'utf8');
  if (hasConflict(text)) throw new Refusal(`${FILE}: ${HAS_CONFLICT}; resolve it first`);
  let settings: unknown;
  try {
    settings = JSON.parse(text);
  } catch (error) {
    throw new Refusal(`${FILE}: is not JSON: ${(error as Error).message}; ${WAY_OUT}`);
  }
  if (!isMap(settings)) throw new Refusal(`${FILE}: is not an object; ${WAY_OUT}`);
  return settings;
}

/**
 * The cluster files with their mirrors.
 * @throws {Refusal} if one cannot be read
 */
function pinningFiles(): PinningFile[] {
  const folder = CLUSTERS_OPTION.clusters.default;
  const sources = isFolder(folder) ? readSources(folder, []) : [];
  return sources.map((source) => {
    const { config, findings } = readClusterFile(source);
    if (config) return { name: source.name, registry: config.registry };
    printFindings(findings);
    throw new Refusal(`${source.file}: cannot be read as a cluster file; correct it first`);
  });
}

/** @returns the exit code: 0 */
export function renovate(): number {
  const files = pinningFiles();
  writeWhole(FILE, settingsText(isFile(FILE) ? withPins(present(), files) : newSettings(true, files)));
  print(`written ${FILE}`);
  return 0;
}

if (require.main === module) {
  run({
    usage: 'npm run renovate',
    description: `Writes into ${FILE} which releases a cluster file pins, and that Renovate proposes only those that are known. Other settings stay.`,
    run: renovate,
  });
}
