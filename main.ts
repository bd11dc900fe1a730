/** `npm run synth`: clusters/*.yaml in, dist/ out, all or nothing. */
import path from 'node:path';
import { synthesized } from './commands/synthesized';
import { unreadIn } from './lib/cluster-file/sources';
import {
  CHARTS_OPTION,
  CLUSTERS_OPTION,
  FORMAT_OPTION,
  machineFormatOf,
  type Options,
  OUT_OPTION,
  print,
  printDocument,
  printFindings,
  run,
} from './lib/command-line/command';
import type { Finding } from './lib/findings/finding';
import type { MachineFormat } from './lib/findings/formats/formats';
import { acrossClusters, acrossFiles, grouped } from './lib/findings/grouped';
import type { Changes } from './lib/output/compare';
import { prepareOutput, recover } from './lib/output/swap';
import type { Synthesis } from './synthesis/cluster-output';
import { leftNotes, notesAfter, toldFirst } from './synthesis/summary/fleet-notes';
import { summary } from './synthesis/summary/summary';
import { filesOf, knownOutput } from './synthesis/synthesize';
import { ChangeReview } from './verify/change/review';

const NO_CHANGES: Changes = { written: [], unchanged: [], removed: [], replaced: new Map() };

/** @returns the exit code: 0, or 1 if a cluster file or the change is refused; then the output folder is unchanged */
export async function synth(options: Options): Promise<number> {
  const { clusters, out, names } = options;
  const format = machineFormatOf(options);
  recover(out);
  // From here on, a signal ends the process at once, until the new output is built.
  await new Promise(setImmediate);
  const { sources, others, synthesis } = await synthesized(options, process.env);
  const first = toldFirst(synthesis, names);
  if (!format) {
    printFindings(unreadIn(clusters));
    printFindings(acrossFiles(first, filesOf(synthesis)));
  }

  const review = new ChangeReview({
    out,
    clusters: synthesis.clusters,
    sources,
    others,
    isOfAll: names.length === 0,
  });
  const wanted = {
    files: synthesis.files,
    clusters: names.length > 0 ? synthesis.clusters.map(({ name }) => name) : undefined,
    known: knownOutput(out, synthesis),
  };
  const prepared = synthesis.refused ? undefined : prepareOutput(out, wanted, review.accepts);
  // Here, a signal that arrived meanwhile ends the process before anything is written.
  await new Promise(setImmediate);
  const written = prepared?.write();
  if (format) printDocument(documentOf({ format, out, synthesis, review, changes: written ?? NO_CHANGES }));
  else printFindings(acrossClusters(review.suites.map(({ name, findings }) => ({ name, findings: grouped(findings.filter(isNoNote)) }))));
  if (!written) return 1;
  if (!format) {
    const notes = notesAfter(synthesis, first, written);
    printFindings(acrossFiles(notes.told, filesOf(synthesis)));
    for (const line of [...summary(out, written, synthesis, review.suites), ...leftNotes(notes.left)]) print(line);
  }
  return 0;
}

/** The summary of a synth has the notes about a change. */
const isNoNote = ({ severity }: Finding): boolean => severity !== 'note';

interface Outcome {
  readonly format: MachineFormat;
  readonly out: string;
  readonly synthesis: Synthesis;
  readonly review: ChangeReview;
  readonly changes: Changes;
}

/** What a program reads instead of the messages and the summary. Its code is loaded only here. */
function documentOf({ format, out, synthesis, review, changes }: Outcome): string {
  const { formatted } = require('./lib/findings/formats/format') as typeof import('./lib/findings/formats/format');
  const { judgedSynthesis } = require('./synthesis/report') as typeof import('./synthesis/report');
  const inOutput = (list: readonly string[]) => list.map((file) => path.join(out, file));
  const [written, unchanged, removed] = [changes.written, changes.unchanged, changes.removed].map(inOutput);
  return formatted(format, judgedSynthesis({ synthesis, more: review, fields: { written, unchanged, removed } }));
}

if (require.main === module) {
  run({
    usage: 'npm run synth -- [--clusters DIR] [--out DIR] [--charts DIR] [--format FORMAT] [CLUSTER...]',
    description: 'Turns each cluster file into the manifests that Argo CD syncs, all or nothing. With CLUSTER, only their folders change.',
    // The cdk8s command line sets CDK8S_OUTDIR to the folder where it expects the output.
    options: {
      ...CLUSTERS_OPTION,
      ...CHARTS_OPTION,
      ...FORMAT_OPTION,
      out: { ...OUT_OPTION.out, default: process.env.CDK8S_OUTDIR ?? OUT_OPTION.out.default },
    },
    run: synth,
  });
}
