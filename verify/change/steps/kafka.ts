/** Another broker, topic or number of partitions for the traces that are not in the storage yet. */
import { error, type Finding, warning } from '../../../lib/findings/finding';
import { CHANGE_RULES } from '../rules';
import type { Step } from '../step';

export function kafkaChanges({ before, after, where }: Step): Finding[] {
  const [old, now] = [before.tempo?.kafka, after.tempo?.kafka];
  if (!old || !now) return [];
  const findings: Finding[] = [];
  if (old.address !== now.address || old.topic !== now.topic) {
    const text = ({ address, topic }: typeof old) => `topic ${topic} of ${address}`;
    const problem = `reads ${text(now)} instead of ${text(old)}, so traces that wait in the old one are lost if it is another broker or topic`;
    const fix = 'stop the senders until the block-builders have read everything';
    findings.push(warning(where(['tempo', 'kafka', 'address']), CHANGE_RULES.says('kafka', problem, fix), { subject: 'tempo.kafka' }));
  }
  const place = where(['tempo', 'kafka', 'partitions']);
  const about = { subject: 'tempo.kafka.partitions' };
  if (now.partitions < old.partitions) {
    const problem = `${now.partitions} instead of ${old.partitions}, so the other partitions have no live-store, and every query of recent traces fails`;
    const fix = `keep ${old.partitions}, because neither Kafka nor Tempo removes partitions by itself`;
    findings.push(error(place, CHANGE_RULES.says('kafka', problem, fix), about));
  } else if (now.partitions > old.partitions) {
    const problem = `${now.partitions} instead of ${old.partitions}, and writes to partitions that the topic does not have fail`;
    const commands = [`kafka-topics.sh --bootstrap-server ${now.address} --alter --topic ${now.topic} --partitions ${now.partitions}`];
    findings.push(warning(place, { ...CHANGE_RULES.says('kafka', problem, 'add them to the topic before the merge'), commands }, about));
  }
  return findings;
}
