/** Mistakes in the migration from Tempo 2 to Tempo 3. */
import { RuleSet } from '../../../lib/findings/rules';

export const MIGRATION_RULES = new RuleSet('migration', 'the two releases of a migration can run side by side', {
  chart: {
    proves: 'the migration is from tempo-distributed with ingesters to one with Kafka',
    example: 'tempo.migration: has no effect: tempo.monolithic (line 6) is one process, which is upgraded in place; remove it',
    wayOut: 'Remove the key; only a step from ingesters to Kafka needs it',
  },
  release: {
    proves: 'the two releases have different names',
    example:
      'tempo.releaseName: tempo is the name of the release of Tempo 2, and Tempo 3 needs another one; set releaseName: tempo-3, and keep it after the migration',
    wayOut: 'Set tempo.releaseName to another name than tempo, and keep it',
  },
  blocks: {
    proves: 'both can read the blocks of each other',
    example:
      'tempo.migration.from: Tempo 2.3.0 writes blocks in format vParquet2, which Tempo 3.0.3 cannot read; upgrade to chart 2.26.2 first, and run it for as long as the retention',
    wayOut: 'Upgrade Tempo 2 to a release that writes the newer format first, and wait until the retention has deleted the older blocks',
  },
  compaction: {
    proves: 'nothing but the stage decides about compaction',
    example: 'tempo.values.overrides.defaults.compaction.compaction_disabled: is managed by tempo.migration; remove it',
    wayOut: 'Remove the value',
  },
  retention: {
    proves: 'old traces are deleted',
    example: 'tempo.migration: Tempo 3 neither compacts nor deletes old traces during the migration; Tempo 2 does both',
    wayOut: 'Nothing; finish the migration soon',
  },
});
