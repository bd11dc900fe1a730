/** Leaves out of a cluster file what synth refuses, until it synthesizes. */
import { withPlaceholders } from '../../charts/tempo/credentials/secret';
import { Document } from '../../lib/cluster-file/document';
import { keyOf } from '../../lib/cluster-file/findings';
import type { ClusterSource } from '../../lib/cluster-file/sources';
import type { Finding } from '../../lib/findings/finding';
import { fixText } from '../../lib/findings/sentence';
import { isMap, type Path } from '../../lib/yaml/parsed';
import { type ClusterOutput, outputOf } from '../../synthesis/cluster-output';
import { withoutPaths } from './rest';
import type { Values } from './running';
import type { Told } from './told';

export interface Settled {
  readonly file: Values;
  readonly source: ClusterSource;
  readonly output: ClusterOutput;
  /** What is wrong and cannot be left out; empty if the file synthesizes. */
  readonly errors: readonly Finding[];
}

/** A mistake can uncover another; this is far more than there are. */
const MOST_STEPS = 200;

/** @param written writes the cluster file */
export function settle(file: Values, written: (file: Values) => ClusterSource, told: Told): Settled {
  let current = file;
  for (let step = 0; ; step++) {
    const source = written(current);
    const output = outputOf(source, withPlaceholders({}).environment);
    const errors = output.findings.filter(({ severity }) => severity === 'error');
    const document = new Document(source.text);
    const refused = errors.flatMap((error) => {
      const path = pathOf(error, current, document);
      return path ? [{ error, path }] : [];
    });
    if (refused.length === 0 || step === MOST_STEPS) return { file: current, source, output, errors };
    for (const { error } of refused) told.cannot(reasonOf(error));
    // From the end, so that the indices of lists stay right.
    current = withoutPaths(current, refused.map(({ path }) => path).reverse());
  }
}

/** Without the advice to remove what is left out already. */
const reasonOf = (error: Finding): string => {
  const fix = fixText(error) ?? '';
  const because = /^remove it, (because .*)$/.exec(fix)?.[1];
  const instead = /^(?:remove it(?:, (?:and|or) )?)?(.*)$/.exec(fix)?.[1];
  const why = because ? `, ${because}` : instead ? `; ${instead}` : '';
  return `${error.subject}: ${error.problem}${why}`;
};

/** The path of what an error is about, if the file can do without it. */
function pathOf({ subject, place }: Finding, file: Values, document: Document): Path | undefined {
  const about = pathsIn(file).filter((path) => keyOf(path) === subject && isOptional(path));
  const isThere = ({ line, column }: { line: number; column: number }) => line === place.line && column === place.column;
  return about.find((path) => isThere(document.placeOfValue(path)) || isThere(document.placeOfKey(path))) ?? about[0];
}

/** Parents before their children. */
const pathsIn = (value: unknown, path: Path = []): Path[] => {
  const children: [string | number, unknown][] = Array.isArray(value) ? [...value.entries()] : isMap(value) ? Object.entries(value) : [];
  return [...(path.length > 0 ? [path] : []), ...children.flatMap(([step, child]) => pathsIn(child, [...path, step]))];
};

const REQUIRED = [
  ...['domain', 'gitops', 'gitops.repoURL', 'tempo', 'tempo.chart', 'tempo.monolithic', 'tempo.storage', 'tempo.credentials'],
  ...['traefik.chart', 'traefik.k3s', 'linkerd.version', 'tempo.kafka.address', 'tempo.metricsGenerator.remoteWrite'],
  ...['grafana.loki.url'],
];

/** Whether a cluster file can do without it. A receiver is one, but not the list. */
const isOptional = (path: Path): boolean => {
  const key = keyOf(path);
  return !REQUIRED.includes(key) && !(key === 'tempo.receivers' && path.length === 2);
};
