/** `npm run renovate`: writes the pins of the cluster file, and their known releases, into the settings of Renovate. */
import { readFileSync } from 'node:fs';
import { newSettings, settingsText, withPins } from '../init/renovate/config';
import { print, Refusal, run } from '../lib/command-line/command';
import { isFile } from '../lib/output/file-kind';
import { writeWhole } from '../lib/output/write-whole';
import { isMap } from '../lib/yaml/parsed';

const FILE = 'renovate.json';

/** @throws {Refusal} if the file is not a JSON object */
function present(): Readonly<Record<string, unknown>> {
  let settings: unknown;
  try {
    settings = JSON.parse(readFileSync(FILE, 'utf8'));
  } catch (error) {
    throw new Refusal(`${FILE}: ${(error as Error).message}`);
  }
  if (!isMap(settings)) throw new Refusal(`${FILE}: is not an object`);
  return settings;
}

/** @returns the exit code: 0 */
export function renovate(): number {
  writeWhole(FILE, settingsText(isFile(FILE) ? withPins(present()) : newSettings()));
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
