/** A cluster file for each release of a chart. Each must fit, because nothing in it is unusual. */
import { distributedReleases, monolithicReleases } from '../../charts/tempo/releases';
import { traceIdFieldOf, traefikReleases } from '../../charts/traefik/releases';
import type { Case } from '../../commands/learn/case';
import { clusterText, KAFKA, USUAL_RECEIVERS, USUAL_STORAGE } from '../../commands/learn/matrix/cluster-file';
import type { IsAvailable } from '../../commands/learn/subject';
import { newestTempo } from '../../commands/learn/subjects';
import { minorOf } from '../../lib/releases/version';

/**
 * @param all every release, and not only the last one of each minor
 * @param available whether a release of a chart is in the folder with charts, for the Tempo that receives from Traefik
 */
export function releaseCases(all: boolean, available: IsAvailable): Case[] {
  const tempo = newestTempo(available);
  return [
    ...selected(distributedReleases.releases, all).map(({ version, tempo: { kafka } }) =>
      caseOf(`${distributedReleases.name}-${version}`, kafka ? withKafka(version) : withVolumes(`chart: ${version}`)),
    ),
    ...selected(monolithicReleases.releases, all).map(({ version }) =>
      caseOf(`${monolithicReleases.name}-${version}`, withVolumes(`monolithic: ${version}`)),
    ),
    ...selected(traefikReleases.releases, all).map((release) => ({
      ...caseOf(
        `${traefikReleases.name}-${release.version}`,
        cluster(`monolithic: ${tempo}`, `  persistence: {}\ntraefik: { chart: ${release.version}, via: release }\n`),
      ),
      says: traceIdFieldOf(release) === undefined ? ['logs no trace id'] : [],
    })),
  ];
}

/** The last release of each minor, or all of them. */
function selected<Release extends { readonly version: string }>(releases: readonly Release[], all: boolean): Release[] {
  const last = new Map(releases.map((release) => [minorOf(release.version), release]));
  return all ? [...releases] : [...last.values()];
}

const caseOf = (name: string, text: string): Case => ({ name, text, says: [] });

/** With policies, which must select the pods of each release and permit what they need. */
const cluster = (tempo: string, more: string): string =>
  clusterText(`  ${tempo}\n${USUAL_RECEIVERS}${USUAL_STORAGE}`, `${more}networkPolicies: true\n`);

/** With a data source, whose address and port must be right. */
const withVolumes = (chart: string): string => cluster(chart, '  persistence: { size: 10Gi }\ngrafana: {}\n');

const withKafka = (version: string): string => cluster(`chart: ${version}`, KAFKA);
