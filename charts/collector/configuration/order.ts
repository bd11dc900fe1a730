/** The processors of a user's own values: their order decides what pods, metrics and samples are of. */
import type { Findings } from '../../../lib/cluster-file/findings';
import { at, type Path, textFrom } from '../../../lib/yaml/parsed';
import { withDefaults } from '../../helm-values/merge-values';
import type { Values } from '../../helm-values/user-values';
import { lateIn, SAMPLERS, TAIL_SAMPLING, typeOf } from '../components/processors';
import { type Renames, renamedTypes, settingsOf } from '../components/renames';
import type { CollectorConfig } from '../config';
import { MESH } from '../receivers';
import { COLLECTOR_RULES } from '../rules';
import { ATTRIBUTES, isPresetOn, WITH_ATTRIBUTES } from './presets';
import { wholeTracesIn } from './whole-traces';

/**
 * Reports what does not work in the lists of both tiers.
 * @param renames of the release
 * @param isScaled whether the first has, or may have, several pods
 */
export function checkProcessors(
  { values, spanMetrics, tailSampling }: CollectorConfig,
  { renames, isScaled }: { readonly renames?: Renames; readonly isScaled: boolean },
  findings: Findings,
): void {
  const renamed = renamedTypes(renames, values);
  const order = { values, renamed, hasSpanMetrics: spanMetrics !== undefined, isSampledLater: tailSampling !== undefined, isScaled };
  checkFirstTier(order, findings);
  checkSplit(order, findings);
  if (tailSampling) checkSamplingTier(tailSampling.values, ['collector', 'tailSampling', 'values'], findings);
}

interface OwnProcessors {
  readonly pipeline: string;
  /** Undefined for what is not a list of names: the collector has none then, or does not start. */
  readonly processors?: readonly string[];
  /** The key in the cluster file. */
  readonly path: Path;
}

/** The lists of processors in values of the user, in the pipelines of this stack. @param key the key of the values */
function ownProcessors(values: Values, key: Path, pipelines: readonly string[]): OwnProcessors[] {
  return pipelines.flatMap((pipeline) => {
    const path = ['alternateConfig', 'service', 'pipelines', pipeline, 'processors'];
    const own = at(values, ...path);
    if (own === undefined) return [];
    return { pipeline, path: [...key, ...path], ...(Array.isArray(own) && { processors: own.map(textFrom) }) };
  });
}

/** The pipelines of traces in the first tier. */
const OF_STACK: readonly string[] = ['traces', `traces/${MESH}`];

interface FirstTierOrder {
  readonly values: Values;
  readonly renamed: Renames['types'];
  readonly hasSpanMetrics: boolean;
  /** Whether the second tier samples. */
  readonly isSampledLater: boolean;
  /** Whether it has, or may have, several pods. */
  readonly isScaled: boolean;
}

/** Why a processor must not sample in the first tier; undefined if it may. */
function earlySampling(type: string, { hasSpanMetrics, isSampledLater, isScaled }: FirstTierOrder): string | undefined {
  if (hasSpanMetrics) return 'keeps a part of the traces before collector.spanMetrics counts their spans';
  if (type !== TAIL_SAMPLING) return undefined;
  if (isSampledLater) return 'decides about parts of traces before collector.tailSampling decides about the whole';
  return isScaled ? 'decides about the part of a trace that one of several pods receives' : undefined;
}

/** Whether the chart puts it first if the list does not have it: its own, and only if the user leaves the preset on. */
const isPutFirst = (processor: string, values: Values): boolean =>
  typeOf(processor) === processor && isPresetOn(withDefaults(values, [WITH_ATTRIBUTES]), ATTRIBUTES);

/** In the first tier, the attributes of pods come before spans are put together, and nothing is sampled before the metrics. */
function checkFirstTier(order: FirstTierOrder, findings: Findings): void {
  const { values, renamed } = order;
  for (const { pipeline, processors, path } of ownProcessors(values, ['collector', 'values'], OF_STACK)) {
    if (!processors) {
      findings.error(
        path,
        COLLECTOR_RULES.says('not-a-list', 'is not a list, so the chart does not render', 'list the processors, or remove it'),
      );
      continue;
    }
    const late = pipeline === 'traces' && lateIn(processors, (name) => settingsOf(values.alternateConfig, 'processors', name, renamed));
    if (late) {
      const problem = `${late.late} is after ${late.before}, which forgets the address of the sender, by which it finds the pod`;
      const fix = isPutFirst(late.late, values) ? 'remove it, because the chart puts it first' : 'put it first';
      findings.error([...path, processors.indexOf(late.late)], COLLECTOR_RULES.says('processor-order', problem, fix));
    }
    for (const [index, name] of processors.entries()) {
      const type = typeOf(name);
      const mistake = SAMPLERS.includes(type) ? earlySampling(type, order) : undefined;
      if (mistake)
        findings.error(
          [...path, index],
          COLLECTOR_RULES.says('early-sampling', mistake, order.isSampledLater ? 'remove it' : 'use collector.tailSampling instead'),
        );
    }
  }
}

/** With several pods, what needs whole traces must not be in the first tier. For sampling in the pipelines of this stack, see above. */
function checkSplit({ values, isScaled, isSampledLater }: FirstTierOrder, findings: Findings): void {
  if (!isScaled) return;
  const instead = isSampledLater ? 'do it in collector.tailSampling.values' : 'use collector.tailSampling';
  for (const { pipeline, does, samples, path } of wholeTracesIn(values.alternateConfig)) {
    if (samples && OF_STACK.includes(pipeline)) continue;
    const problem = `several pods ${does}, and nothing sends all spans of a trace to the same one`;
    const statement = COLLECTOR_RULES.says('split-traces', problem, `use one pod, or ${instead}`);
    if (samples) findings.error(['collector', 'values', 'alternateConfig', ...path], statement);
    else findings.warning(['collector', 'values', 'alternateConfig', ...path], statement);
  }
}

/** The second tier is there to sample. */
function checkSamplingTier(values: Values, key: Path, findings: Findings): void {
  for (const { processors = [], path } of ownProcessors(values, key, ['traces'])) {
    if (processors.includes(TAIL_SAMPLING)) continue;
    const index = processors.findIndex((each) => typeOf(each) === TAIL_SAMPLING);
    const [what, fix] = index < 0 ? ['lacks', 'add it, before batch'] : [`has ${processors[index]} in place of`, `use ${TAIL_SAMPLING}`];
    const problem = `${what} ${TAIL_SAMPLING}, so the policies of collector.tailSampling have no effect`;
    findings.error(index < 0 ? path : [...path, index], COLLECTOR_RULES.says('not-sampled', problem, fix));
  }
}
