/** Checks `tempo.kafka` of the cluster file against the release. */
import { pagePath } from '../../../lib/files/own-folder';
import { at } from '../../../lib/yaml/parsed';
import type { Checked } from '../check/checked';
import { distributedReleases, type TempoRelease } from '../releases';
import { TEMPO_RULES } from '../rules';
import type { KafkaConfig } from './config';

export const usesKafka = ({ tempo }: Pick<TempoRelease, 'tempo'>): boolean => tempo.kafka;

/** The cluster file alone does not say whether it is for a new cluster. In place, the traces of the ingesters would be lost. */
const MIGRATE = 'if Tempo 2 already runs in this cluster, migrate from it with tempo.migration';
const migrationPage = () => pagePath('docs/migration.md');

export function checkKafka(checked: Checked, release: TempoRelease): void {
  const { config, findings, chart, version, distributed } = checked;
  const { kafka, persistence, storage, migration } = config;
  const isUsed = distributed !== undefined && usesKafka(distributed);
  if (isUsed && !kafka) {
    const older = distributedReleases.lastBefore(version, (other) => !usesKafka(other));
    findings.errorAtKey(
      ['tempo', 'kafka'],
      TEMPO_RULES.says(
        'kafka-missing',
        `missing: ${chart} sends traces through Kafka, which the chart does not install`,
        `add kafka: {address: host:port}, or pin tempo.chart ${older} or older${migration ? '' : `; ${MIGRATE}, as in ${migrationPage()}`}`,
      ),
    );
  }
  if (!isUsed && kafka) {
    findings.errorAtKey(
      ['tempo', 'kafka'],
      TEMPO_RULES.says(
        'kafka-unused',
        `has no effect: ${chart} does not use Kafka`,
        distributed ? `remove it, or pin tempo.chart ${distributedReleases.first(usesKafka)} or newer` : 'remove it',
      ),
    );
  }
  if (isUsed && persistence) {
    findings.errorAtKey(
      ['tempo', 'persistence'],
      TEMPO_RULES.says(
        'persistence-unused',
        `has no effect: ${chart} has no ingester, and Kafka keeps traces that are not in ${storage.title} yet`,
        `remove it, unless Tempo 2 already runs in this cluster: keep it for tempo.migration, as in ${migrationPage()}`,
      ),
    );
  }
  if (isUsed && kafka) {
    checkSecurity(checked, kafka, release);
    checkPartitions(checked, kafka);
  }
}

function checkSecurity({ findings }: Checked, { address, sasl, tls }: KafkaConfig, { tempo }: TempoRelease): void {
  const name = `Tempo ${tempo.version}`;
  const says = (problem: string, fix: string) => TEMPO_RULES.says('kafka-security', problem, fix);
  if (tls && !tempo.kafkaTls)
    findings.error(
      ['tempo', 'kafka', 'tls'],
      says(`${name} has no TLS for Kafka`, 'remove it, and use a listener of the broker without TLS'),
    );
  if (!sasl) return;
  const known = tempo.kafkaMechanisms;
  if (!known.includes(sasl.mechanism)) {
    const fix = `use ${known.join(' or ')}, and a user of the broker with that mechanism`;
    findings.error(['tempo', 'kafka', 'sasl', 'mechanism'], says(`${name} does not log in to Kafka by ${sasl.mechanism}`, fix));
  }
  if (tls) return;
  const why = tempo.kafkaTls ? '' : ', because it has no TLS for Kafka';
  const problem = `${name} sends the password to ${address} in clear text${why}`;
  const fix = tempo.kafkaTls ? 'set tls: true' : 'use a user that can only access this topic';
  if (sasl.mechanism === 'PLAIN') findings.warning(['tempo', 'kafka', 'sasl'], TEMPO_RULES.says('kafka-clear-text', problem, fix));
}

/** With the topic's creation, Tempo also sets the default of the broker (`NewWriterClient` of pkg/ingest/writer_client.go). */
function checkPartitions({ config, findings }: Checked, { partitions }: KafkaConfig): void {
  if (at(config.values, 'ingest', 'kafka', 'auto_create_topic_enabled') === false) return;
  const problem = `Tempo sets num.partitions of the whole broker to ${partitions} when it starts, so new topics of other applications get as many partitions`;
  const fix = 'if others use the broker, create the topic yourself, and set ingest.kafka.auto_create_topic_enabled: false in tempo.values';
  findings.note(['tempo', 'kafka', 'partitions'], TEMPO_RULES.says('kafka-all-topics', problem, fix));
}
