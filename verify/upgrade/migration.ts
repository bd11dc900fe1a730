/** The way from Tempo 2 to Tempo 3 in microservices, which is no step in place. */
import type { ClusterFile } from '../../charts/cluster-file';
import { STAGE_FACTS, STAGES, type Stage } from '../../charts/tempo/migration/stages';
import { distributedReleases } from '../../charts/tempo/releases';
import { listedOr } from '../../lib/findings/listed';
import type { Path } from '../../lib/yaml/parsed';

/** The key that a migration changes from one stage to the next. */
export const STAGE_KEY: Path = ['tempo', 'migration', 'stage'];

/** The next stage; undefined after the last one. */
export const nextStage = (stage: Stage): Stage | undefined => STAGES[STAGES.indexOf(stage) + 1];

/**
 * What to do, one merge for each step.
 * @param config the cluster file
 * @param to the newest release that it can move to in place, if there is one
 * @returns undefined if the chart has no ingesters, or the migration goes on already
 */
export function migrationPlan({ tempo: { chart, migration, persistence } }: ClusterFile, to: string | undefined): string[] | undefined {
  if (chart === undefined || migration || distributedReleases.at(chart).tempo.kafka) return undefined;
  const target = distributedReleases.releases.at(-1);
  const from = to ?? chart;
  if (!target) return undefined;
  const { writes, version } = distributedReleases.at(from).tempo;
  const settings = `chart: ${target.version}, releaseName: tempo-3, kafka: {address: host:port}, migration: {from: ${from}, stage: ${STAGES[0]}}`;
  const ready = target.tempo.reads.includes(writes)
    ? `Tempo ${version} writes blocks in format ${writes}, which Tempo ${target.tempo.version} reads; older blocks must be gone, or in format ${listedOr(target.tempo.reads)}`
    : `move to a release that writes blocks in format ${listedOr(target.tempo.reads)}, and run it for as long as the retention: chart ${from} writes ${writes}`;
  return [
    ready,
    `set in tempo: ${settings}; move tempo.values to tempo.migration.values; ${STAGE_FACTS[STAGES[0]].does}`,
    ...STAGES.slice(1).map(
      (stage, index) => `${STAGE_FACTS[STAGES[index] ?? STAGES[0]].until}; then stage: ${stage}: ${STAGE_FACTS[stage].does}`,
    ),
    `${STAGE_FACTS.draining.until}; then remove tempo.migration${persistence ? ' and tempo.persistence' : ''}, and keep tempo.releaseName: Tempo 2 ends, and Tempo 3 compacts and deletes old traces`,
  ];
}

/** How a migration in its last stage ends. */
export const end = ({ tempo: { persistence } }: ClusterFile): string =>
  `${STAGE_FACTS.draining.until}; then remove tempo.migration${persistence ? ' and tempo.persistence' : ''}, and keep tempo.releaseName`;
