/** The newest known releases that fit the answers. */
import { withPlaceholders } from '../charts/tempo/credentials/secret';
import { traefikReleases } from '../charts/traefik/releases';
import { CLUSTER_FILE_RULES } from '../lib/cluster-file/rules';
import type { ClusterSource } from '../lib/cluster-file/sources';
import { type Finding, topicOf } from '../lib/findings/finding';
import { outputOf } from '../synthesis/cluster-output';
import { PINS } from '../verify/upgrade/pins';
import { clusterText } from './cluster-file';
import type { Answers } from './questions';

export interface Fitting {
  readonly source: ClusterSource;
  /** What is wrong with the release that fits best; empty if the source fits. */
  readonly errors: readonly Finding[];
}

/**
 * The cluster file with the newest release of Tempo that synthesizes with the rest.
 * @param output the path of the output in the repository. @default that of `gitops.path`
 */
export function newestFitting(answers: Answers, output?: string): Fitting {
  const name = answers.cluster ?? '';
  const key = answers.tempo === 'microservices' ? 'chart' : 'monolithic';
  const releases = PINS.find((pin) => pin.key.join('.') === `tempo.${key}`)?.newer('0.0.0') ?? [];
  const traefik = traefikReleases.releases.at(-1)?.version ?? '';
  const tried = new Set<string>();
  let best: Fitting | undefined;
  for (const { version, facts } of releases) {
    if (tried.has(facts)) continue;
    tried.add(facts);
    const source = { name, file: `clusters/${name}.yaml`, text: clusterText(answers, version, traefik, output) };
    const errors = errorsIn(source);
    if (!best || errors.length < best.errors.length) best = { source, errors };
    if (errors.length === 0) return best;
    // No other release corrects a wrong value.
    if (errors.some((error) => topicOf(error) === CLUSTER_FILE_RULES.topic)) break;
  }
  if (!best) throw new Error(`no release of tempo.${key}`);
  return best;
}

const errorsIn = (source: ClusterSource): readonly Finding[] =>
  outputOf(source, withPlaceholders({}).environment).findings.filter(({ severity }) => severity === 'error');
