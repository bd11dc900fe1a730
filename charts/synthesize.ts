/** Cluster files in, the files of dist/ out: in memory, with everything that there is to say about them. */
import type { Finding } from '../lib/findings';
import { Memory } from '../lib/memory';
import type { Source } from '../lib/sources';
import type { Bucket } from './minio/bucket';
import type { Environment } from './tempo/secret';

/** What becomes of one cluster file: plain data. */
export interface ClusterOutput {
  readonly name: string;
  readonly findings: readonly Finding[];
  /** Path below the output folder, with `/`, and text; none for a file that is refused. */
  readonly files: readonly (readonly [path: string, text: string])[];
  /** What the cluster must already have, a phrase each. */
  readonly requirements: readonly string[];
  /** Values files for releases that are installed elsewhere: the path below the cluster's folder, and what for. */
  readonly valuesFiles: readonly string[];
  /** The S3 bucket of Tempo; absent, the chart's own MinIO has it. */
  readonly bucket?: Bucket;
  /** Whether credentials in plain text are in it, which come from the environment. */
  readonly holdsCredentials: boolean;
}

export interface Synthesis {
  readonly clusters: readonly ClusterOutput[];
  readonly files: ReadonlyMap<string, string>;
  readonly findings: readonly Finding[];
  /** Whether a finding is an error: then `files` is not to be written. */
  readonly refused: boolean;
}

/** @param environment where plaintext credentials come from, for a cluster that asks for them */
export function synthesize(sources: readonly Source[], environment: Environment): Synthesis {
  const memory = Memory.ofThisBuild();
  const clusters = sources.map((source) => memory?.recall<ClusterOutput>(source) ?? compute(source, environment, memory));
  const findings = clusters.flatMap((cluster) => cluster.findings);
  const refused = findings.some(({ severity }) => severity === 'error');
  return { clusters, files: new Map(refused ? [] : clusters.flatMap(({ files }) => files)), findings, refused };
}

function compute(source: Source, environment: Environment, memory: Memory | undefined): ClusterOutput {
  // Loaded only now: cdk8s and zod are most of the start-up time of a command that has nothing to compute.
  const { outputOf } = require('./cluster-output') as typeof import('./cluster-output');
  const output = outputOf(source, environment);
  if (output.files.length > 0 && !output.holdsCredentials) memory?.keep(source, output);
  return output;
}
