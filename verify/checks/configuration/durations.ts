/** Durations without a unit, which Tempo reads as nanoseconds, and values beyond the limits that Tempo checks when it starts. */
import { fieldsOf, typeAt } from '../../../charts/tempo/config-fields/fields';
import { isWithoutUnit, withUnit } from '../../../charts/tempo/config-fields/units';
import { tempoProduct } from '../../../charts/tempo/product';
import { error, type Finding, type Statement } from '../../../lib/findings/finding';
import { listedOr } from '../../../lib/findings/listed';
import { leavesOf, type Path, textAt } from '../../../lib/yaml/parsed';
import { aboutObject } from '../../world/kubernetes';
import { type RunningTempo, tempoVersionOf } from '../../world/tempo';
import { nameOfPath } from '../../world/value-path';
import { CONFIGURATION_RULES } from './rules';

export function checkDurations(tempo: RunningTempo): Finding[] {
  const { config, placed, key, readers } = tempo;
  const version = readers.map(tempoVersionOf).find((each) => each !== undefined && fieldsOf(each) !== undefined);
  if (version === undefined) return [];
  const type = fieldsOf(version)?.config ?? '?';
  const durations = leavesOf(config).flatMap(([path, value]) =>
    typeof value === 'number' && isWithoutUnit(String(path.at(-1)), value) && typeAt(type, path) === 'd' ? [withoutUnit(path, value)] : [],
  );
  return [...durations, ...levels(config), ...shards(config), ...formats(config, version)].map((statement) =>
    error(placed.place, statement, { ...aboutObject(placed.object), part: key }),
  );
}

function withoutUnit(path: Path, value: number): Statement {
  const problem = `${nameOfPath(path)} is ${value}, which Tempo reads as ${value} nanoseconds`;
  return CONFIGURATION_RULES.says('impossible-value', problem, `add the unit, such as ${withUnit(String(path.at(-1)), value)}`);
}

/** The levels of log_level (dskit log/level.go). */
const LEVELS = ['debug', 'info', 'warn', 'error'];

function levels(config: RunningTempo['config']): Statement[] {
  const level = textAt(config, 'server', 'log_level');
  if (level === undefined || level === '' || level.includes('${') || LEVELS.includes(level)) return [];
  const problem = `server.log_level is ${level}, and Tempo does not start with it`;
  return [CONFIGURATION_RULES.says('impossible-value', problem, 'use debug, info, warn or error')];
}

/** The formats of blocks that Tempo has (`FromVersion` of tempodb/encoding/versioned.go). */
function formats(config: RunningTempo['config'], version: string): Statement[] {
  const known = tempoProduct.at(version).reads;
  return ['block', 'wal'].flatMap((part) => {
    const format = textAt(config, 'storage', 'trace', part, 'version');
    if (!format || format.includes('${') || known.includes(format)) return [];
    const problem = `storage.trace.${part}.version is ${format}, and Tempo ${version} does not start with it`;
    return [CONFIGURATION_RULES.says('impossible-value', problem, `use ${listedOr(known)}`)];
  });
}

/** Between 2 and 100000 (modules/frontend/frontend.go). */
function shards(config: RunningTempo['config']): Statement[] {
  const field = ['query_frontend', 'trace_by_id', 'query_shards'];
  const count = Number(textAt(config, ...field) ?? 50);
  if (Number.isNaN(count) || (count >= 2 && count <= 100_000)) return [];
  return [
    CONFIGURATION_RULES.says('impossible-value', `${field.join('.')} is ${count}, and Tempo does not start with it`, 'use 2 or more'),
  ];
}
