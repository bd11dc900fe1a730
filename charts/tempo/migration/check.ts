/** Checks the migration from Tempo 2 to Tempo 3. */
import type { Findings } from '../../../lib/cluster-file/findings';
import { leavesOf } from '../../../lib/yaml/parsed';
import { pinnedRelease, type TempoConfig } from '../config';
import { fullnameOf } from '../names/names';
import { TEMPO } from '../names/workloads';
import { distributedReleases, type TempoRelease } from '../releases';
import { chosenFormat } from '../storage/block-format';
import { MIGRATION_RULES } from './rules';

const KEY = ['tempo', 'migration'];

/** @param release the pinned release of either chart */
export function checkMigration(config: TempoConfig, release: TempoRelease, findings: Findings): void {
  const { migration, chart } = config;
  const { key, version } = pinnedRelease(config);
  const pinned = `${findings.where(key)} ${version}`;
  if (chart === undefined || !release.tempo.kafka) {
    if (migration) findings.errorAtKey(KEY, MIGRATION_RULES.says('chart', ...withoutEffect(config, pinned)));
    return;
  }
  if (!migration) return;
  if (config.releaseName === TEMPO || fullnameOf(config) === TEMPO) {
    const [name, wrong] = config.releaseName === TEMPO ? ['releaseName', 'the release'] : ['fullnameOverride', 'the objects'];
    const problem = `${TEMPO} is the name of ${wrong} of Tempo 2, and Tempo 3 needs another one`;
    findings.errorAtKey(['tempo', name], MIGRATION_RULES.says('release', problem, `set ${name}: tempo-3, and keep it after the migration`));
  }
  for (const [path] of leavesOf(config.values))
    if (path.at(-1) === 'compaction_disabled')
      findings.error(['tempo', 'values', ...path], MIGRATION_RULES.says('compaction', 'is managed by tempo.migration', 'remove it'));
  checkOlder(config, release, findings);
  findings.note(KEY, retention(migration.stage === 'draining'));
}

function withoutEffect({ chart }: TempoConfig, pinned: string): [problem: string, fix: string] {
  if (chart === undefined) return [`has no effect: ${pinned} is one process, which is upgraded in place`, 'remove it'];
  const first = distributedReleases.first(({ tempo }) => tempo.kafka);
  return [`has no effect: ${pinned} has ingesters, as the release to migrate from`, `pin tempo.chart ${first} or newer, or remove it`];
}

const retention = (isDraining: boolean) =>
  MIGRATION_RULES.says(
    'retention',
    isDraining
      ? 'nothing compacts, and nothing deletes old traces, until the key is removed'
      : 'Tempo 3 neither compacts nor deletes old traces during the migration; Tempo 2 does both',
  );

/** The release to migrate from, and the formats of blocks on both sides. */
function checkOlder({ migration, values }: TempoConfig, { tempo }: TempoRelease, findings: Findings): void {
  const older = migration && distributedReleases.find(migration.from).release;
  // The release itself is reported where it is delivered.
  if (!older) return;
  const key = [...KEY, 'from'];
  if (older.tempo.kafka) {
    const problem = `chart ${older.version} has Kafka already, so it is upgraded in place`;
    findings.error(key, MIGRATION_RULES.says('chart', problem, 'name the release with Tempo 2, or remove tempo.migration'));
    return;
  }
  const [old, now] = [chosenFormat(migration.values) ?? older.tempo.writes, chosenFormat(values) ?? tempo.writes];
  const problems = [
    ...(tempo.reads.includes(old) ? [] : [[older.tempo.version, old, tempo.version]]),
    ...(older.tempo.reads.includes(now) ? [] : [[tempo.version, now, older.tempo.version]]),
  ];
  const [first] = problems;
  if (!first) return;
  const between = distributedReleases.releases.findLast(
    (release) => !release.tempo.kafka && tempo.reads.includes(release.tempo.writes) && release.tempo.reads.includes(now),
  );
  const [writer, written, reader] = first;
  const problem = `Tempo ${writer} writes blocks in format ${written}, which Tempo ${reader} cannot read`;
  const fix = between
    ? `upgrade to chart ${between.version} first, and run it for as long as the retention`
    : 'set storage.trace.block.version';
  findings.error(key, MIGRATION_RULES.says('blocks', problem, fix));
}
