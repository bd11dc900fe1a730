/**
 * `npm run tempo-fields`: adds the fields of a release of Tempo to charts/tempo/config-fields/fields.json. For maintainers, when Tempo has
 * a new release; needs Go and a checkout of grafana/tempo at its tag.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { FieldTable } from '../charts/tempo/config-fields/fields';
import { tempoProduct } from '../charts/tempo/product';
import { type Options, print, run } from '../lib/command-line/command';
import { Refusal, UsageError } from '../lib/command-line/errors';
import { codeOf } from '../lib/files/error-code';
import { writeChanged } from '../lib/files/write-changed';
import { type ReadFields, tableText, withRelease } from './tempo-fields/table';

const FILE = 'charts/tempo/config-fields/fields.json';
const PROGRAM = 'commands/tempo-fields';

function readFields(checkout: string): ReadFields {
  try {
    const text = execFileSync('go', ['run', '.', path.resolve(checkout)], {
      ...{ cwd: PROGRAM, encoding: 'utf8', maxBuffer: 2 ** 26, stdio: ['ignore', 'pipe', 'inherit'] },
    });
    return JSON.parse(text) as ReadFields;
  } catch (error) {
    const isMissing = codeOf(error) === 'ENOENT';
    throw new Refusal(isMissing ? 'go is not on PATH; install Go' : `the types in ${checkout} could not be read`);
  }
}

function tempoFields({ extra: { checkout = '', release = '' } }: Options): number {
  if (checkout === '' || !/^\d+\.\d+\.\d+$/.test(release))
    throw new UsageError(`a checkout and its release are required, such as --checkout ../tempo --release ${tempoProduct.newest}`);
  const table: FieldTable = existsSync(FILE) ? JSON.parse(readFileSync(FILE, 'utf8')) : { nodes: [], releases: {} };
  print(writeChanged(FILE, tableText(withRelease(table, release, readFields(checkout)))));
  return 0;
}

if (require.main === module) {
  run({
    usage: 'npm run tempo-fields -- --checkout DIR --release VERSION',
    description: `Adds the fields of the configuration of a release of Tempo to ${FILE}. Needs Go.`,
    options: {
      checkout: { argument: 'DIR', meaning: 'a checkout of grafana/tempo at the tag of the release', default: '' },
      release: { argument: 'VERSION', meaning: `the release, such as ${tempoProduct.newest}`, default: '' },
    },
    run: tempoFields,
  });
}
