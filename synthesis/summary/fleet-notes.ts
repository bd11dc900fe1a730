/** The notes that a synth of many clusters prints: those about clusters whose output changes. */
import type { Finding } from '../../lib/findings/finding';
import { unique } from '../../lib/findings/unique';
import { byFolder, type Changes } from '../../lib/output/compare';
import type { Synthesis } from '../cluster-output';
import { isMany } from './summary';

export interface FleetNotes {
  readonly told: readonly Finding[];
  /** The number of different ones beside them, which are only about other clusters. */
  readonly left: number;
}

const isNote = ({ severity }: Finding): boolean => severity === 'note';

/** What is printed before the output is compared: everything, except the notes of many clusters. @param names the clusters that were asked for */
export const toldFirst = ({ clusters, findings, refused }: Synthesis, names: readonly string[]): readonly Finding[] =>
  refused || names.length > 0 || !isMany(clusters) ? findings : findings.filter((finding) => !isNote(finding));

/** What is printed after that. @param first what was printed before */
export function notesAfter({ clusters, findings }: Synthesis, first: readonly Finding[], changes: Changes): FleetNotes {
  if (first.length === findings.length) return { told: [], left: 0 };
  const folders = byFolder(changes);
  const ofChanged = clusters.filter(({ name }) => folders.has(name)).flatMap((cluster) => cluster.findings.filter(isNote));
  const told = unique(ofChanged);
  return { told, left: kinds(findings.filter(isNote)) - kinds(told) };
}

/** The number of different ones, each of which may be about several clusters. */
const kinds = (notes: readonly Finding[]): number =>
  new Set(notes.map(({ rule, subject, problem, fix }) => [rule, subject, problem, fix].join('\n'))).size;

/** As a line of text; without others, nothing. */
export const leftNotes = (left: number): string[] =>
  left === 0
    ? []
    : [
        `${left === 1 ? 'one note' : `${left} notes`} about clusters without a change; \`npm run synth -- CLUSTER\` prints those about a cluster`,
      ];
