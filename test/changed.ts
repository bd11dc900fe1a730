/** The change between two cluster files, for tests. */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { writeFiles } from '../lib/files/write-files';
import type { Finding } from '../lib/findings/finding';
import { grouped } from '../lib/findings/grouped';
import { commandLines, lineOf, severityLabel } from '../lib/findings/sentence';
import type { Synthesis } from '../synthesis/cluster-output';
import type { ClusterChange } from '../verify/change/change';
import { judgeOutputs } from '../verify/change/outputs';
import { stacksIn } from '../verify/change/read';
import { said, synthesizeText } from './synthesis';

/** The parts of a cluster file that a test may replace. */
export interface ClusterParts {
  readonly name?: string;
  readonly gitops?: string;
  readonly tempo?: string;
  readonly receivers?: string;
  readonly storage?: string;
  readonly credentials?: string;
  readonly persistence?: string;
  readonly rest?: string;
  /** Keys of the fleet that it belongs to, besides its repository. @default none */
  readonly fleet?: string;
}

/** The output of a cluster file. */
export const clusterOf = ({ name = 'home', ...parts }: ClusterParts = {}) =>
  synthesizeText(
    `domain: home.example.org
gitops: { repoURL: "https://git.example.org/tracing.git", argocd: 3.5${parts.gitops ? `, ${parts.gitops}` : ''} }
tempo:
  ${parts.tempo ?? 'chart: 2.26.2'}
  receivers: ${parts.receivers ?? '[otlp-grpc, otlp-http, zipkin]'}
  storage: ${parts.storage ?? '{ bucket: traces, endpoint: "minio.storage:9000", insecure: true }'}
  credentials: ${parts.credentials ?? '{ existing: {} }'}
  ${parts.persistence ?? 'persistence: { size: 10Gi }'}
${parts.rest ?? ''}
`,
    name,
    parts.fleet === undefined ? undefined : `repoURL: "https://git.example.org/tracing.git"\n${parts.fleet}`,
  );

/** Writes the files of several clusters to a folder. @throws if one is refused */
function write(folder: string, outputs: readonly Synthesis[]): void {
  for (const synthesis of outputs) {
    if (synthesis.refused) throw new Error(said(synthesis).join('\n'));
    writeFiles(folder, synthesis.files);
  }
}

/** What the step from the output of some cluster files to that of others does, by cluster. */
export function changeOf(before: readonly Synthesis[], after: readonly Synthesis[]): ClusterChange[] {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'change-'));
  try {
    const [old, fresh] = [path.join(folder, 'old'), path.join(folder, 'new')];
    write(old, before);
    write(fresh, after);
    return judgeOutputs({
      before: stacksIn(old),
      after: stacksIn(
        fresh,
        undefined,
        new Map(after.flatMap(({ clusters }) => clusters.map(({ name, releases }) => [name, releases] as const))),
      ),
      clusters: [],
      out: 'dist',
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Errors and warnings, one line each, without their places and commands. */
export const alarmsOf = (change: readonly ClusterChange[]): string[] =>
  all(change)
    .filter(({ severity }) => severity !== 'note')
    .map((finding) => `${finding.severity === 'warning' ? 'warning: ' : ''}${finding.rule} ${finding.subject}: ${finding.problem}`);

/** Notes with their commands. */
export const stepsOf = (change: readonly ClusterChange[]): string[] =>
  all(change)
    .filter(({ severity }) => severity === 'note')
    .flatMap((finding) => [severityLabel(finding) + lineOf(finding), ...commandLines(finding)]);

/** The commands of the findings of one rule. */
export const commandsOf = (change: readonly ClusterChange[], rule: string): readonly string[] =>
  all(change).flatMap((finding) => (finding.rule === rule ? (finding.commands ?? []) : []));

const all = (change: readonly ClusterChange[]): Finding[] => grouped(change.flatMap(({ findings }) => [...findings]));
