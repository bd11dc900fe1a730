/** Checks that Tempo connects to the topic of the cluster file, with its login. */
import { kafkaLogin } from '../../../charts/tempo/kafka/values';
import { error, type Finding } from '../../../lib/findings/finding';
import { RUN_SYNTH } from '../../../lib/findings/run-synth';
import { at, isMap } from '../../../lib/yaml/parsed';
import type { World } from '../../stack';
import { aboutObject } from '../../world/kubernetes';
import type { RunningTempo } from '../../world/tempo';
import { CONFIGURATION_RULES } from './rules';

export function checkKafka({ config, placed, key }: RunningTempo, { declared: { kafka } }: World): Finding[] {
  const found = at(config, 'ingest', 'kafka');
  if (!kafka || !isMap(found)) return [];
  const wanted = { ...(kafka.topic !== undefined && { topic: kafka.topic }), ...kafkaLogin(kafka) };
  return Object.entries(wanted)
    .filter(([field, value]) => found[field] !== value)
    .map(([field]) => {
      const problem = `ingest.kafka.${field} is not as in tempo.kafka, so the broker refuses Tempo, or gets its traces in another topic`;
      const statement = CONFIGURATION_RULES.says('kafka-differs', problem, RUN_SYNTH);
      return error(placed.place, statement, { ...aboutObject(placed.object), part: key });
    });
}
