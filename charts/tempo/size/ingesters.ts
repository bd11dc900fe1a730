/** Checks that there are as many ingesters as a write needs for the copies of each trace. */
import { at, type Path, textAt } from '../../../lib/yaml/parsed';
import type { Checked } from '../check/checked';
import { valuesKeyOf } from '../config';
import { zonesIn } from '../pods/zones';
import { TEMPO_RULES } from '../rules';
import { COPIES_VALUE, DEFAULT_INGESTERS, hasScaler, ingestersPath, neededIngesters } from './ingester-count';
import { COPIES, WORKLOAD_SIZES } from './sizes';

/** Replaces the value of the copies. */
const COPIES_FIELD: Path = ['tempo', 'structuredConfig', 'ingester', 'lifecycler', 'ring', 'replication_factor'];
/** A flag that wins over both, and the field by which an autoscaler among the user's own objects names what it scales. */
const ELSEWHERE = ['replication-factor', 'scaleTargetRef'];

/** Reports the values of the user's own with which no write succeeds. */
export function checkIngesters({ config, findings, version, distributed }: Checked): void {
  const { values, size } = config;
  const text = JSON.stringify(values);
  const isElsewhere = values.config !== undefined || ELSEWHERE.some((word) => text.includes(word)) || zonesIn(values, version).length > 0;
  if (!distributed?.workloads.includes('ingester') || isElsewhere) return;
  const [scaled, number] = [hasScaler(values), ingestersPath(values)];
  const { replicas, minReplicas } = DEFAULT_INGESTERS;
  const usual = scaled ? minReplicas : ((size && WORKLOAD_SIZES.ingester.replicas?.[size]) ?? replicas);
  const count = Number(textAt(values, ...number) ?? usual);
  const copiesPath = [COPIES_FIELD, COPIES_VALUE].find((path) => textAt(values, ...path) !== undefined);
  const copies = Number(copiesPath ? textAt(values, ...copiesPath) : size ? COPIES[size] : DEFAULT_INGESTERS.copies);
  const needed = neededIngesters(copies);
  if (!(count >= 1 && count < needed)) return;
  const path = at(values, ...number) === undefined ? (copiesPath ?? number) : number;
  const ingesters = `${count} ${count === 1 ? 'ingester' : 'ingesters'}`;
  const problem = `${scaled ? 'the autoscaler may leave' : 'there will be'} ${ingesters} for ${copies} copies of each trace, so every write ${scaled ? 'then ' : ''}fails`;
  const fix = `set ${number.join('.')} to ${needed} or more, or ${(copiesPath ?? COPIES_VALUE).join('.')} to ${count}`;
  findings.error([...valuesKeyOf(config), ...path], TEMPO_RULES.says('too-few-ingesters', problem, fix));
}
