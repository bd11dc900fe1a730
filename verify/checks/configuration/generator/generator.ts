/** Checks that the metrics-generator does what the cluster file says. Tempo starts with less, and the metrics are missing. */
import type { MetricsGeneratorConfig } from '../../../../charts/tempo/metrics-generator/config';
import { REMOTE_WRITE, remoteWriteOf } from '../../../../charts/tempo/metrics-generator/login';
import { PROCESSOR_SETTINGS, processorSettings } from '../../../../charts/tempo/metrics-generator/processors';
import { error, type Finding, type Statement, warning } from '../../../../lib/findings/finding';
import { listed } from '../../../../lib/findings/listed';
import { RUN_SYNTH } from '../../../../lib/findings/run-synth';
import { isMap, listAt, mapAt, textAt, textsIn } from '../../../../lib/yaml/parsed';
import type { World } from '../../../stack';
import { aboutObject } from '../../../world/kubernetes';
import { isMonolithic, processorsOf, type RunningTempo, targetOf } from '../../../world/tempo';
import { tenantLimitsFile, tenantLimitsIn } from '../../../world/tenant-limits';
import { PROCESSORS, processorsIn } from '../processors';
import { CONFIGURATION_RULES } from '../rules';

const KEY = 'tempo.metricsGenerator';

export function checkGenerator(tempo: RunningTempo, world: World): Finding[] {
  const { config, readers, placed, key } = tempo;
  const { generator, values } = world.declared;
  if (Object.keys(config).length === 0) return [];
  const isConfigured = isMap(config.metrics_generator);
  const runs = isConfigured && readers.some((reader) => isMonolithic(reader) || targetOf(reader) === 'metrics-generator');
  if (!generator) return runs ? [] : withoutGenerator(tempo, world);
  const statements = runs
    ? [
        ...(isChosen(values.tempo) ? [] : processors(config, generator)),
        ...remoteWrite(config, generator),
        ...dimensions(config, generator),
      ]
    : [CONFIGURATION_RULES.says('no-generator', `no process runs the metrics-generator of ${KEY}, so there are no metrics`, RUN_SYNTH)];
  return statements.map((statement) => error(placed.place, statement, { ...aboutObject(placed.object), part: key }));
}

/** Processors of the user's own values. Some charts list processors by themselves, also without a metrics-generator. */
function withoutGenerator(tempo: RunningTempo, world: World): Finding[] {
  const limits = tenantLimitsIn(tenantLimitsFile(tempo, world)?.text ?? '');
  const names = [...new Set([tempo.config.overrides, limits].flatMap(processorsIn))];
  if (!world.isOurs || names.length === 0 || !isChosen(world.declared.values.tempo)) return [];
  const problem = `overrides list ${listed(names)}, but there is no metrics-generator, so there are no metrics`;
  const statement = CONFIGURATION_RULES.says('processors-without-generator', problem, `set ${KEY}`);
  return [warning(tempo.placed.place, statement, { ...aboutObject(tempo.placed.object), part: tempo.key })];
}

/** Whether the user's own values choose the processors. */
const isChosen = (values: unknown): boolean => textsIn(values).some((text) => PROCESSORS.includes(text));

type Config = RunningTempo['config'];

function processors(config: Config, { processors: wanted }: MetricsGeneratorConfig): Statement[] {
  const { field, names } = processorsOf({ config });
  return wanted
    .filter((name) => !names.includes(name))
    .map((name) => CONFIGURATION_RULES.says('processor-off', `${field} has no ${name}, which ${KEY}.processors lists`, RUN_SYNTH));
}

function remoteWrite(config: Config, generator: MetricsGeneratorConfig): Statement[] {
  const where = REMOTE_WRITE.join('.');
  const says = (problem: string) => CONFIGURATION_RULES.says('remote-write-differs', `${where} ${problem}`, RUN_SYNTH);
  const { url, headers = {}, basic_auth: login } = remoteWriteOf(generator);
  const found = listAt(config, ...REMOTE_WRITE).find((item) => textAt(item, 'url') === url);
  if (!found) return [says(`does not have the URL of ${KEY}.remoteWrite`)];
  return [
    ...Object.entries(headers)
      .filter(([name, value]) => textAt(found, 'headers', name) !== value)
      .map(([name]) => says(`has no header ${name} as in ${KEY}.headers`)),
    ...Object.entries(login ?? {})
      .filter(([field, value]) => textAt(found, 'basic_auth', field) !== value)
      .map(([field, value]) => says(`has no basic_auth.${field} with ${value}, as ${KEY}.basicAuth needs it`)),
  ];
}

function dimensions(config: Config, { processors: chosen, dimensions: wanted }: MetricsGeneratorConfig): Statement[] {
  return Object.keys(processorSettings(chosen, wanted)).flatMap((part) => {
    const path = [...PROCESSOR_SETTINGS, part];
    const found = listAt(mapAt(config, ...path), 'dimensions');
    const where = [...path, 'dimensions'].join('.');
    return wanted
      .filter((name) => !found.includes(name))
      .map((name) => CONFIGURATION_RULES.says('dimensions-differ', `${where} has no ${name}, which ${KEY}.dimensions lists`, RUN_SYNTH));
  });
}
