/** What synth makes of a cluster file, as one text for the review. */
import { dump, loadAll } from 'js-yaml';
import { masked, withPlaceholders } from '../charts/tempo/credentials/secret';
import type { ClusterSource } from '../lib/cluster-file/sources';
import type { Synthesis } from './cluster-output';
import { synthesize } from './synthesize';

/** The folder of the snapshots, in the working directory. */
export const SNAPSHOTS = '__snapshots__';

/** The file of a cluster file's snapshot, in that folder. */
export const snapshotFile = ({ name }: ClusterSource): string => `${name}.yaml`;

export interface Snapshot {
  readonly synthesis: Synthesis;
  /** Empty if the cluster file is refused. */
  readonly text: string;
  /** A text of the output as it may be shown: without credentials. */
  readonly shown: (text: string) => string;
}

/** The synthesis of one cluster file, with placeholders for credentials, and its snapshot. */
export function snapshotOf(source: ClusterSource): Snapshot {
  const synthesis = synthesize([source], withPlaceholders({}).environment);
  const shown = (text: string) => (synthesis.clusters[0]?.holdsCredentials ? masked(text) : text);
  const objects = [...synthesis.files].flatMap(([file, text]) => asData(file, shown(text)));
  return { synthesis, text: objects.join('---\n'), shown };
}

/** Each object as data, under its name: order of keys, comments and layout of dist/ do not show. */
const asData = (file: string, text: string): string[] =>
  loadAll(text).map((document) => {
    const { kind, metadata } = document as { kind?: string; metadata?: { name: string; namespace?: string } };
    const name = kind ? [kind, metadata?.namespace, metadata?.name].filter(Boolean).join(' ') : 'values';
    return `# ${file}: ${name}\n${dump(document, { sortKeys: true, lineWidth: -1, noRefs: true })}`;
  });
