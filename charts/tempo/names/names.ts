/** The names of Tempo's Helm release and of its objects, for those who adopt a release that runs already. */
import type { Findings } from '../../../lib/cluster-file/findings';
import { isTrueInTemplate } from '../../../lib/helm/truth';
import { LONGEST_NAME_OF_SET } from '../../../lib/kubernetes/labels';
import { at, mapAt } from '../../../lib/yaml/parsed';
import type { TempoConfig } from '../config';
import { CACHE } from '../releases/metadata';
import { TEMPO_RULES } from '../rules';
import { MAX_FULLNAME, TEMPO, workloadName } from './workloads';

export interface ReleaseNames {
  /** @default tempo */
  readonly releaseName?: string;
  readonly fullnameOverride?: string;
}

/**
 * The usual name of the ServiceAccount and, with the name of a microservice, of each Service and workload: `tempo.fullname` of both charts, the
 * same in every release (rendered). Both call themselves tempo there.
 */
export const fullnameOf = ({ releaseName = TEMPO, fullnameOverride }: ReleaseNames): string =>
  fullnameOverride ?? (releaseName.includes(TEMPO) ? releaseName : `${releaseName}-${TEMPO}`);

/** The ServiceAccount of all pods: `tempo.serviceAccountName` of both charts, the same in every release (rendered). */
export function accountOf(config: ReleaseNames & Pick<TempoConfig, 'values'>): string {
  const { name, create } = mapAt(config.values, 'serviceAccount');
  if (typeof name === 'string' && name !== '') return name;
  return create === undefined || isTrueInTemplate(create) ? fullnameOf(config) : 'default';
}

/** The Service of a microservice; of Tempo in one process, that of everything. @param microservice as `-target` takes it: `query-frontend` */
export const serviceOf = (config: ReleaseNames & Pick<TempoConfig, 'chart'>, microservice: string): string =>
  config.chart === undefined ? fullnameOf(config) : `${fullnameOf(config)}-${microservice}`;

/** The value that a release needs for its name; none if it has the name anyway. */
export const nameValues = ({ releaseName, fullnameOverride }: ReleaseNames): { readonly fullnameOverride?: string } =>
  fullnameOverride === undefined || fullnameOverride === fullnameOf({ releaseName }) ? {} : { fullnameOverride };

export function checkNames(config: TempoConfig, findings: Findings): void {
  const { releaseName, bundledMinio } = config;
  const fullname = fullnameOf(config);
  if (fullname.length > MAX_FULLNAME) {
    const problem = `the objects are named ${fullname}, ${fullname.length} characters of at most ${MAX_FULLNAME}`;
    findings.error(['tempo', 'releaseName'], TEMPO_RULES.says('long-name', problem, 'set a shorter tempo.fullnameOverride'));
  }
  if (bundledMinio && releaseName !== TEMPO) {
    const problem = `${findings.where(['minio', 'bundled'])} is named after the release, and this stack expects the name tempo-minio`;
    findings.error(['tempo', 'releaseName'], TEMPO_RULES.says('name-of-minio', problem, 'use tempo.fullnameOverride instead'));
  }
}

/** The parts of tempo-distributed that are StatefulSets in every release (rendered), beside the caches. */
const SETS: readonly string[] = ['ingester', 'backendScheduler', 'backendWorker', 'blockBuilder', 'liveStore'];

/** @param parts the microservices and the caches that run */
export function checkSets(config: TempoConfig, parts: readonly string[], findings: Findings): void {
  const fullname = fullnameOf(config);
  const isSet = (part: string) => SETS.includes(part) || part.startsWith(CACHE) || at(config.values, part, 'kind') === 'StatefulSet';
  const names = parts.filter(isSet).map((part) => workloadName(part, fullname));
  const [name = ''] = names.toSorted((a, b) => b.length - a.length);
  if (name.length <= LONGEST_NAME_OF_SET || fullname.length > MAX_FULLNAME) return;
  const problem = `StatefulSet ${name} has ${name.length} characters, and with more than ${LONGEST_NAME_OF_SET} it makes no pods`;
  const fix = `set a tempo.fullnameOverride of at most ${LONGEST_NAME_OF_SET - (name.length - fullname.length)} characters`;
  const key = config.fullnameOverride === undefined ? 'releaseName' : 'fullnameOverride';
  findings.error(['tempo', key], TEMPO_RULES.says('long-name', problem, fix));
}
