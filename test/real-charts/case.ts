/** A situation that people report, as a cluster file, and what synth or verify must say about it. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Case } from '../../commands/learn/case';

/** The cluster files, from the root of the repository, which is the working directory of npm. */
const CASE_FOLDER = 'test/real-charts/cases';

/** A case whose cluster file is `cases/NAME.yaml`. */
export const caseOf = (name: string, says: readonly string[], never: readonly string[] = []): Case => ({
  name,
  text: readFileSync(path.join(CASE_FOLDER, `${name}.yaml`), 'utf8'),
  says,
  never,
});
