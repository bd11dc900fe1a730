/** smoke against the running scenario, as its user runs it. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { url } from '../../charts/component';
import { isUdp } from '../../charts/tempo/receivers';
import { readSources } from '../../lib/cluster-file/sources';
import { at, listAt, textAt } from '../../lib/yaml/parsed';
import { readStack } from '../../smoke/read-stack';
import type { SmokeStack } from '../../smoke/stack';
import { type Entry, entriesOf } from '../../smoke/steps/receivers/entry';
import { readCluster, readClusterFile } from '../../verify/read/cluster';
import type { Live } from './live';

/** What smoke says about the scenario. */
export interface SmokeReport {
  readonly outcome: 'whole' | 'broken' | 'unproven';
  readonly steps: readonly SmokeStep[];
}

export interface SmokeStep {
  /** `receivers: zipkin` */
  readonly title: string;
  readonly verdict: string;
  /** What was seen, why it was not judged, or the findings. */
  readonly text: string;
  /** The rules of its findings: `smoke/not-ready`. */
  readonly rules: readonly string[];
}

/** Runs it with the names of the cluster as `--url`. @param options further ones of smoke */
export async function smoke(live: Live, ...options: string[]): Promise<SmokeReport> {
  const stack = stackOf(live);
  const urls = [...urlsOf(stack), ...countersOf(live, stack)].flatMap((each) => ['--url', each]);
  const folders = ['--clusters', path.join(live.folder, 'clusters'), '--out', path.join(live.folder, 'dist')];
  const args = [...folders, ...urls, '--format', 'json', ...options, live.name];
  const child = spawn(process.execPath, [path.resolve('lib/launch.js'), 'commands/smoke.ts', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, KUBECONFIG: path.join(live.folder, 'kubeconfig') },
  });
  const code = new Promise<number | null>((resolve) => child.on('close', resolve));
  const [out, error] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return reportOf({ code: await code, out, error });
}

/** The exit codes of docs/smoke.md. */
const CODES: Readonly<Record<SmokeReport['outcome'], number>> = { whole: 0, broken: 1, unproven: 3 };

/** What smoke printed as JSON. @throws Error if it printed none, as when it is refused, or if its exit code says something else */
export function reportOf({
  code,
  out,
  error,
}: {
  readonly code: number | null;
  readonly out: string;
  readonly error: string;
}): SmokeReport {
  if (out.trim() === '') throw new Error(`smoke ended with ${code}: ${error.trim()}`);
  const document: unknown = JSON.parse(out);
  const steps = listAt(document, 'steps').map((step) => ({
    title: `${textAt(step, 'part')}: ${textAt(step, 'name')}`,
    verdict: textAt(step, 'verdict') ?? '',
    text: [textAt(step, 'seen'), textAt(step, 'why'), ...findings(step).map((finding) => textAt(finding, 'text'))]
      .filter(Boolean)
      .join('; '),
    rules: findings(step).map((finding) => textAt(finding, 'rule') ?? ''),
  }));
  const outcome = at(document, 'outcome') as SmokeReport['outcome'];
  if (CODES[outcome] !== code) throw new Error(`smoke ended with ${code}, and its outcome is ${outcome}`);
  return { outcome, steps };
}

const findings = (step: unknown): readonly unknown[] => listAt(step, 'findings');

/** What the cluster file and the output of a scenario say about it. */
export function stackOf({ folder, name }: Live): SmokeStack {
  const [source] = readSources(path.join(folder, 'clusters'), [name]);
  if (!source) throw new Error(`no cluster file of ${name}`);
  const { config } = readClusterFile(source);
  if (!config) throw new Error(`${source.file} is refused`);
  return readStack({ source, config, output: readCluster(path.join(folder, 'dist'), name, config) });
}

/** One process of each that passes spans on, for its counters: no Service leads to one pod. */
function countersOf({ cluster }: Live, { tempo: { isMonolithic, httpPort, namespace } }: SmokeStack): string[] {
  if (isMonolithic) return [];
  return COUNTING.flatMap((name) => {
    const found = cluster.pods.find(({ pod }) => pod.namespace === namespace && pod.labels['app.kubernetes.io/component'] === name);
    return found ? [`${name}=http://${found.pod.address}:${httpPort}`] : [];
  });
}

const COUNTING = ['distributor', 'ingester', 'live-store', 'block-builder'];

/** Where a span enters, without the path of the protocol, which smoke adds. */
function urlOf({ receiver, target }: Entry): string {
  if ('pod' in target) throw new Error(`${receiver} of a pod has no URL`);
  const { protocol, host } = new URL('url' in target ? target.url : url({ ...target, path: undefined }));
  return `${isUdp(receiver) ? 'udp:' : protocol}//${host}`;
}

/** Every end by its name in the cluster: UDP too, which no port-forward reaches. */
function urlsOf(stack: SmokeStack): string[] {
  const { tempo, vote, loki, serviceGraph, bucket } = stack;
  const receivers = entriesOf(stack).map((entry) => `${entry.end}=${urlOf(entry)}`);
  return [
    `tempo=${tempo.dataSource.url}`,
    ...receivers,
    ...(vote ? [`traefik=${vote.scheme}://traefik.${vote.traefik.namespace}`] : []),
    ...(loki ? [`loki=${loki.url}`] : []),
    ...(serviceGraph?.url ? [`prometheus=${serviceGraph.url}`] : []),
    ...(bucket ? [`s3=${bucket.insecure ? 'http' : 'https'}://${fromOutside(bucket.endpoint, tempo.namespace)}`] : []),
  ];
}

/** The name of a Service as a pod of its namespace uses it, for others: `tempo-minio:9000` is `tempo-minio.tracing:9000`. */
const fromOutside = (endpoint: string, namespace: string): string => endpoint.replace(/^([^.:[]+)(?=:|$)/, `$1.${namespace}`);
