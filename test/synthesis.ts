/** Cluster files for tests, and their output as data. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { load, loadAll } from 'js-yaml';
import { lineOf } from '../lib/findings/sentence';
import type { Synthesis } from '../synthesis/cluster-output';
import { synthesize } from '../synthesis/synthesize';

export const CREDENTIALS = { MINIO_ACCESS_KEY_ID: 'tempo', MINIO_SECRET_ACCESS_KEY: 'correct-horse-battery' };

/** A Kubernetes object in a test. */
export interface TestObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly annotations?: Record<string, string> };
  // biome-ignore lint/suspicious/noExplicitAny: a test reads arbitrary fields of an object
  readonly spec?: any;
  readonly data?: Record<string, string>;
  readonly stringData?: Record<string, string>;
}

/** The text of a file in test/. */
export const readTestFile = (file: string): string => readFileSync(path.join(__dirname, file), 'utf8');

export const listTestFiles = (folder: string): string[] => readdirSync(path.join(__dirname, folder)).sort();

/** The synthesis of one cluster file, given as text. @param fleet the text of the fleet that it belongs to. @default none */
export const synthesizeText = (text: string, name = 'test', fleet?: string): Synthesis =>
  synthesize(
    [{ name, file: `clusters/${name}.yaml`, text, ...(fleet !== undefined && { fleet: { file: 'fleet.yaml', text: fleet } }) }],
    CREDENTIALS,
  );

/** The synthesis of a file in test/clusters/, with parts of its text replaced. Each part must exist. */
export function synthesizeCluster(name: string, ...replacements: [from: string | RegExp, to: string][]): Synthesis {
  let text = readTestFile(`clusters/${name}.yaml`);
  for (const [from, to] of replacements) {
    const replaced = text.replace(from, to);
    if (replaced === text) throw new Error(`nothing to replace by ${to} in ${name}.yaml`);
    text = replaced;
  }
  return synthesizeText(text, name);
}

/** The findings of one severity, one line each. */
export const said = ({ findings }: Synthesis, severity = 'error'): string[] =>
  findings.filter((finding) => finding.severity === severity).map(lineOf);

/** The objects in one file of the output, or in all manifest files. */
export function objectsIn({ files, findings }: Synthesis, file?: string): TestObject[] {
  if (files.size === 0) throw new Error(findings.map(lineOf).join('\n'));
  const chosen = [...files].filter(([name]) => (file ? name.endsWith(`/${file}`) : name.endsWith('.k8s.yaml')));
  return chosen.flatMap(([, text]) => loadAll(text) as TestObject[]);
}

/** The path of the file with the bucket Job, whose name has a hash in it. */
export function bucketJobFile({ files }: Synthesis): string {
  const found = [...files.keys()].find((file) => /\/(minio|bucket)-bootstrap[^/]*$/.test(file));
  if (!found) throw new Error('no bucket Job');
  return found;
}

/** The Application or AppProject of a component. */
export function ofComponent(synthesis: Synthesis, kind: 'Application' | 'AppProject', component: string): TestObject {
  const found = objectsIn(synthesis).find((object) => object.kind === kind && object.metadata.name.endsWith(`-tracing-${component}`));
  if (!found) throw new Error(`no ${kind} of ${component}`);
  return found;
}

/** The Helm values in the Application of a component. */
export const helmValuesOf = <Values>(synthesis: Synthesis, component = 'tempo'): Values =>
  load(ofComponent(synthesis, 'Application', component).spec.sources[0].helm.values) as Values;

interface TempoOptions {
  /** The key and version of the chart. @default chart: 2.26.2 */
  readonly chart?: string;
  /** @default otlp-grpc */
  readonly receivers?: string;
  /** The keys of `tempo.credentials`; empty for no such key. @default existing: {} */
  readonly credentials?: string;
  /** Lines below them. @default none */
  readonly more?: string;
}

/** A cluster file with nothing but Tempo. @param storage the keys of `tempo.storage` */
export const synthesizeTempo = (
  storage: string,
  { chart = 'chart: 2.26.2', receivers = 'otlp-grpc', credentials = 'existing: {}', more = '' }: TempoOptions = {},
): Synthesis =>
  synthesizeText(`
domain: example.org
gitops: {repoURL: "https://git.example.org/tracing.git"}
tempo:
  ${chart}
  receivers: [${receivers}]
  storage: {${storage}}
${credentials && `  credentials: {${credentials}}\n`}${more}
`);

/** A cluster file without warnings. @param more its further lines: the first ones may go on with `tempo` */
export const synthesizeWith = (more: string): Synthesis =>
  synthesizeTempo('bucket: traces, endpoint: "s3.example.org:9000"', {
    receivers: 'otlp-grpc, otlp-http',
    more: `  persistence: {}\n${more}`,
  });

/** The same with the bucket `traces`. @param storage further keys of `tempo.storage` */
export const synthesizeStorage = (storage: string, options?: TempoOptions): Synthesis =>
  synthesizeTempo(`bucket: traces, ${storage}`, options);
