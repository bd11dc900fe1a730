/** `npm run upgrade`: what the components of a cluster file can move to, what blocks the next release, and what changes on the way. */
import { withPlaceholders } from '../charts/tempo/credentials/secret';
import { documentOf } from '../lib/cluster-file/bases/bases';
import { type ClusterSource, readOtherSources, readSources } from '../lib/cluster-file/sources';
import {
  CLUSTERS_OPTION,
  FORMAT_OPTION,
  machineFormatOf,
  type Options,
  print,
  printDocument,
  printError,
  run,
} from '../lib/command-line/command';
import { UsageError } from '../lib/command-line/errors';
import { topicOf } from '../lib/findings/finding';
import { formatted, type Judged } from '../lib/findings/formats/format';
import { verdictsOf } from '../lib/findings/formats/json';
import { nearest } from '../lib/findings/nearest';
import { lineOf } from '../lib/findings/sentence';
import { withWorkFolder } from '../lib/helm/work-folder';
import { judgedSynthesis } from '../synthesis/report';
import { filesOf, synthesize } from '../synthesis/synthesize';
import { readClusterFile } from '../verify/read/cluster';
import { findingsOf } from '../verify/upgrade/findings';
import { baseLines, type ClusterMoves, ownLines } from '../verify/upgrade/lines';
import { STAGE_KEY } from '../verify/upgrade/migration';
import { type Move, movesOf } from '../verify/upgrade/moves';
import { PINS } from '../verify/upgrade/pins';
import { saveAll } from '../verify/upgrade/save';
import { Trial } from '../verify/upgrade/trial';
import { type Written, writtenBy } from '../verify/upgrade/written';
import { printErrors } from './print-errors';
import { RULE_SETS } from './rules/rule-sets';

/** The answer for one cluster. */
interface Answer {
  readonly source: ClusterSource;
  readonly moves: readonly Move[];
  /** The keys of `--keys` that the file does not have. */
  readonly absent: readonly string[];
  /** Undefined without `--write`. */
  readonly written?: Written;
}

/** @returns the exit code: 0, or 1 if a cluster file is refused as it is; then nothing is written */
export async function upgrade(options: Options): Promise<number> {
  const { clusters, names, extra } = options;
  const format = machineFormatOf(options);
  const keys = extra.keys ? chosenKeys(extra.keys) : undefined;
  const sources = readSources(clusters, names);
  const { environment } = withPlaceholders(process.env);
  const synthesis = synthesize(sources, environment, readOtherSources(clusters, names));
  if (synthesis.refused) {
    if (format) printDocument(formatted(format, judgedSynthesis({ synthesis, fields: { written: [] } })));
    else printErrors(synthesis.findings, filesOf(synthesis));
    return 1;
  }
  const answers = await withWorkFolder(async (folder) =>
    sources.map((source): Answer => {
      const trial = new Trial(source, environment, folder);
      const { config } = readClusterFile(source);
      const moves = config ? movesOf(trial, config, keys) : [];
      const absent = (keys ?? []).filter((key) => !moves.some((move) => move.key.join('.') === key));
      return { source, moves, absent, ...(extra.write && { written: writtenBy(trial, moves, keys !== undefined) }) };
    }),
  );
  const saved = saveAll(answers.flatMap(({ source, written }) => (written ? { source, text: written.text } : [])));
  if (format) printDocument(formatted(format, judged(answers, saved)));
  else printText(answers, saved);
  return 0;
}

/** The keys of `--keys`, separated by commas. */
function chosenKeys(text: string): string[] {
  const known = [...PINS.map(({ key }) => key), STAGE_KEY].map((key) => key.join('.'));
  const chosen = text.split(',').map((key) => key.trim());
  for (const key of chosen) {
    if (known.includes(key)) continue;
    const meant = nearest(key, known);
    throw new UsageError(`unknown key ${key}; ${meant ? `did you mean ${meant}?` : `use one of ${known.join(', ')}`}`);
  }
  return chosen;
}

const whereIn = (source: ClusterSource) => {
  const document = documentOf(source);
  return (key: Move['key']) => ({ file: source.file, ...document.placeOfValue(key) });
};

const clusterMoves = ({ source: { name, file }, moves, absent, written }: Answer): ClusterMoves => ({ name, file, moves, absent, written });

function printText(answers: readonly Answer[], saved: readonly string[]): void {
  for (const line of baseLines(answers.map(clusterMoves))) print(line);
  for (const answer of answers) {
    const { source, moves, written } = answer;
    for (const line of ownLines(clusterMoves(answer))) print(line);
    for (const finding of findingsOf(moves, whereIn(source), written).filter(({ rule }) => rule === 'upgrade/together'))
      printError(lineOf(finding));
    for (const { key, from, to } of written?.moves ?? []) print(`  written ${key.join('.')}: ${to} instead of ${from}`);
  }
  if (saved.length > 0) print('run `npm run synth`, and review the diff; then this command again, for what the change makes possible');
}

function judged(answers: readonly Answer[], saved: readonly string[]): Judged {
  const suites = answers.map(({ source, moves, written }) => ({
    name: source.name,
    findings: findingsOf(moves, whereIn(source), written),
  }));
  const clusters = answers.map(({ source, moves }, index) => ({
    name: source.name,
    verdicts: verdictsOf(suites[index]?.findings ?? [], topicOf),
    moves: moves.map(({ key, from, to, newest, blocked, elsewhere, plan }) => ({
      ...{ key: key.join('.'), from, to, newest, elsewhere, plan },
      ...(blocked && { blocked: { version: blocked.version, verdicts: verdictsOf(blocked.errors, topicOf) } }),
    })),
  }));
  return { suites, rules: RULE_SETS, document: { clusters, written: saved } };
}

if (require.main === module) {
  run({
    usage: 'npm run upgrade -- [--clusters DIR] [--keys KEY,...] [--write] [--format FORMAT] [CLUSTER...]',
    description:
      'Prints, for each release in a cluster file, the newest one that fits the rest of it, what blocks the next one, and what changes on the way.',
    options: {
      ...CLUSTERS_OPTION,
      keys: { argument: 'KEY,...', meaning: 'only these keys, such as tempo.chart; default all', default: '' },
      write: {
        meaning: 'write the newer releases to the cluster files; those of what is installed elsewhere only if --keys names them',
        default: '',
      },
      ...FORMAT_OPTION,
    },
    run: upgrade,
  });
}
