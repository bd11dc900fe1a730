/** `npm run check`: fails with a diff if dist/ is not what synth would write. */
import path from 'node:path';
import { createTwoFilesPatch } from 'diff';
import { masked, withPlaceholders } from '../charts/tempo/credentials/secret';
import {
  CHARTS_OPTION,
  CLUSTERS_OPTION,
  FORMAT_OPTION,
  machineFormatOf,
  type Options,
  OUT_OPTION,
  print,
  printDocument,
  printError,
  printFindings,
  run,
} from '../lib/command-line/command';
import { withReasons } from '../lib/findings/accept/accept';
import { type Finding, isRefused } from '../lib/findings/finding';
import { formatted } from '../lib/findings/formats/format';
import { acrossFiles } from '../lib/findings/grouped';
import { differsByLineEnds, windowsLineEnds } from '../lib/git/line-ends';
import { type Changes, compareOutput, readOutput } from '../lib/output/compare';
import { FLEET_SET, FLEET_SOURCE } from '../lib/output/fleet-files';
import { recover } from '../lib/output/swap';
import { hasConflict } from '../lib/yaml/merge-conflict';
import type { Synthesis } from '../synthesis/cluster-output';
import { judgedSynthesis } from '../synthesis/report';
import { filesOf } from '../synthesis/synthesize';
import { changedFile, missingFile } from '../verify/checks/freshness/freshness';
import { FRESHNESS_RULES } from '../verify/checks/freshness/rules';
import { mergeConflict } from '../verify/checks/shape/merge-conflict';
import { SHAPE_RULES } from '../verify/checks/shape/rules';
import { synthesized } from './synthesized';

/** A file that differs from what synth would write. */
interface Difference {
  /** Relative to the output folder, with `/`. */
  readonly file: string;
  readonly cluster: string;
  readonly finding: Finding;
}

/** @returns the exit code: 0, or 1 if something differs or is refused */
export async function check(options: Options): Promise<number> {
  const { out } = options;
  const format = machineFormatOf(options);
  recover(out);
  // Without the variables of a plaintext Secret, everything except its two values is compared.
  const { environment, placeholders } = withPlaceholders(process.env);
  const { synthesis } = await synthesized(options, environment);
  const differences = synthesis.refused ? [] : differencesIn(options, synthesis, placeholders);

  if (format) printFormatted(format, out, synthesis, differences);
  else printText(out, synthesis, differences);
  return synthesis.refused || isRefused(differences.map(({ finding }) => finding)) ? 1 : 0;
}

function differencesIn({ out, names }: Options, { clusters, files }: Synthesis, placeholders: boolean): Difference[] {
  const plain = clusters.filter(({ holdsCredentials }) => holdsCredentials).map(({ name }) => name);
  const comparable = (text: string, file: string) => (placeholders && plain.includes(clusterOf(file)) ? masked(text) : text);
  const changes = compareOutput(out, { files, clusters: names.length > 0 ? clusters.map(({ name }) => name) : undefined, comparable });
  return [...changes.written, ...changes.removed].sort().map((file) => {
    const cluster = clusterOf(file);
    const made = file === FLEET_SET ? undefined : clusters.find(({ name }) => name === cluster);
    const finding = findingOf(out, file, file === FLEET_SET ? FLEET_SOURCE : (made?.file ?? 'synth'), isMissing(file, changes));
    const [judged = finding] = withReasons([finding], made?.acceptances ?? []);
    return { file, cluster, finding: judged };
  });
}

/** The cluster of a file, or the fleet. */
const clusterOf = (file: string): string => (file === FLEET_SET ? 'fleet' : file.slice(0, file.indexOf('/')));

const isMissing = (file: string, { written, replaced }: Changes): boolean => written.includes(file) && !replaced.has(file);

function findingOf(out: string, file: string, clusterFile: string, missing: boolean): Finding {
  const name = path.join(out, file);
  if (missing) return missingFile(name, clusterFile);
  return hasConflict(readOutput(out, file)) ? mergeConflict(name) : changedFile(name, clusterFile);
}

const isConflict = ({ rule }: Finding): boolean => rule === SHAPE_RULES.idOf('merge-conflict');

/** Only synth prints notes. */
const isShown = ({ severity }: Finding): boolean => severity !== 'note';

function printFormatted(
  format: Parameters<typeof formatted>[0],
  out: string,
  synthesis: Synthesis,
  differences: readonly Difference[],
): void {
  const suites = differences.map(({ cluster, finding }) => ({ name: cluster, findings: [finding] }));
  const fields = { differing: differences.map(({ file }) => path.join(out, file)) };
  printDocument(
    formatted(format, judgedSynthesis({ synthesis, shows: isShown, more: { rules: [FRESHNESS_RULES, SHAPE_RULES], suites }, fields })),
  );
}

function printText(out: string, { clusters, findings, files }: Synthesis, differences: readonly Difference[]): void {
  const accepted = differences.flatMap(({ finding }) => (finding.accepted === undefined ? [] : finding));
  const conflicts = differences.flatMap(({ finding }) => (isConflict(finding) ? finding : []));
  printFindings([...acrossFiles(findings.filter(isShown), filesOf({ clusters })), ...conflicts, ...accepted]);
  const differing = differences.filter(({ finding }) => finding.accepted === undefined);
  for (const { file, finding } of differing) if (!isConflict(finding)) print(diffOf(out, file, files.get(file) ?? ''));
  if (differing.length === 0) return;
  const count = differing.length === 1 ? 'one file differs' : `${differing.length} files differ`;
  printError(`${out}: ${count} from what synth would write; run \`npm run synth\` and commit ${out}/`);
}

/** A unified diff that shows no credential. */
function diffOf(out: string, file: string, text: string): string {
  const name = path.join(out, file);
  const [old, fresh] = [masked(readOutput(out, file)), masked(text)];
  if (old === fresh) return `${name}: the values of its Secret differ`;
  if (differsByLineEnds(old, fresh)) return `${name}: ${windowsLineEnds(out, 'npm run synth')}`;
  return createTwoFilesPatch(name, name, old, fresh, 'as it is', 'as synth would write it').trimEnd();
}

if (require.main === module) {
  run({
    usage: 'npm run check -- [--clusters DIR] [--out DIR] [--charts DIR] [--format FORMAT] [CLUSTER...]',
    description: 'Fails with a diff if the output is not what synth would write. Writes nothing.',
    options: { ...CLUSTERS_OPTION, ...OUT_OPTION, ...CHARTS_OPTION, ...FORMAT_OPTION },
    run: check,
  });
}
