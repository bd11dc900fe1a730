/**
 * The settings of a memory limiter with which no collector starts (`Validate` in internal/memorylimiter/config.go of the collector), and
 * those with which it does not protect its pod.
 */
import { bytesOf } from '../../../../lib/kubernetes/quantity';
import { at, textAt } from '../../../../lib/yaml/parsed';
import { secondsOf } from '../../../tempo/retention/duration';
import { MEMORY_LIMITER, typeOf } from '../../components/processors';
import { pipelinesOf } from '../pipelines';

const PERCENTAGE = { limit: 'limit_percentage', spike: 'spike_limit_percentage' };
const LIMITS = [{ limit: 'limit_mib', spike: 'spike_limit_mib' }, PERCENTAGE];

export interface LimiterFault {
  /** `has no check_interval` */
  readonly problem: string;
  readonly fix: string;
}

/**
 * The first fault; undefined if there is none, or if the settings come from elsewhere. A value from a variable is taken to be right.
 * @param capsGc whether it has a longest interval of the collection of garbage too; called only if that matters
 */
export function faultOfLimiter(settings: unknown, capsGc: () => boolean): LimiterFault | undefined {
  if (typeof settings === 'string') return undefined;
  const textOf = (field: string) => textAt(settings, field) ?? '0';
  const lacks = (...fields: readonly string[]) => fields.every((field) => /^0*(ms|s|m|h)?$/.test(textOf(field)));
  if (lacks('check_interval')) return { problem: 'has no check_interval', fix: 'set check_interval' };
  const interval = faultOfIntervals(settings, capsGc);
  if (interval) return interval;
  if (lacks('limit_mib', 'limit_percentage')) return { problem: 'has no limit_percentage', fix: 'set limit_percentage or limit_mib' };
  const above = Object.values(PERCENTAGE).find((field) => Number(textOf(field)) > 100);
  if (above) return { problem: `has ${above} ${textOf(above)}, which is above 100`, fix: `set a lower ${above}` };
  const high = LIMITS.find(({ limit, spike }) => Number(textOf(limit)) > 0 && Number(textOf(limit)) <= Number(textOf(spike)));
  return high && { problem: `has a ${high.spike} that is not below its ${high.limit}`, fix: `set a lower ${high.spike}` };
}

/** The intervals between collections of garbage, with their defaults. A longest one of 0 has no effect. */
const INTERVALS = {
  min_gc_interval_when_soft_limited: '10s',
  min_gc_interval_when_hard_limited: '0s',
  max_gc_interval_when_soft_limited: '30s',
  max_gc_interval_when_hard_limited: '30s',
} as const;

type Interval = keyof typeof INTERVALS;

/** Each must not be shorter than the other one. */
const LONGER: readonly (readonly [long: Interval, short: Interval])[] = [
  ['min_gc_interval_when_soft_limited', 'min_gc_interval_when_hard_limited'],
  ['max_gc_interval_when_soft_limited', 'min_gc_interval_when_soft_limited'],
  ['max_gc_interval_when_hard_limited', 'min_gc_interval_when_hard_limited'],
  ['max_gc_interval_when_soft_limited', 'max_gc_interval_when_hard_limited'],
];

function faultOfIntervals(settings: unknown, capsGc: () => boolean): LimiterFault | undefined {
  const isCap = (field: Interval) => field.startsWith('max_');
  for (const [long, short] of LONGER) {
    const [longest = '', shortest = ''] = [long, short].map((field) => textAt(settings, field) ?? INTERVALS[field]);
    const [more, less] = [longest, shortest].map(secondsOf);
    if (more === undefined || less === undefined || more >= less) continue;
    if (isCap(long) && (more === 0 || !capsGc())) continue;
    const fix = `set a longer ${long}, or a shorter ${short}`;
    return { problem: `has a ${long} of ${longest}, which is shorter than its ${short} of ${shortest}`, fix };
  }
  return undefined;
}

/** All fields of a limiter, in any version. */
export const LIMITER_FIELDS: readonly string[] = ['check_interval', ...LIMITS.flatMap(Object.values<string>), ...Object.keys(INTERVALS)];

const MIB = 2 ** 20;

/** Why a limiter in a pipeline does not protect the pod. */
export interface WeakLimiter extends LimiterFault {
  readonly name: string;
}

/** @param memory the limit of the container, as a quantity; undefined if it has none */
export function weakLimiters(config: unknown, memory: string | undefined): WeakLimiter[] {
  const used = new Set(pipelinesOf(config).flatMap(({ processors }) => processors));
  return [...used].flatMap((name) => {
    const fault = typeOf(name) === MEMORY_LIMITER ? weaknessOfLimiter(at(config, 'processors', name), memory) : undefined;
    return fault ? [{ name, ...fault }] : [];
  });
}

/**
 * Why a limiter does not protect the pod; undefined if it does, or if that is unknown.
 * @param memory the limit of the container, as a quantity; undefined if it has none
 */
function weaknessOfLimiter(settings: unknown, memory: string | undefined): LimiterFault | undefined {
  const [mib, percentage] = ['limit_mib', 'limit_percentage'].map((field) => Number(textAt(settings, field) ?? 0));
  if (mib === undefined || Number.isNaN(mib)) return undefined;
  const most = memory === undefined ? undefined : bytesOf(memory);
  if (mib > 0 && most !== undefined && mib * MIB >= most) {
    const problem = `has a limit_mib of ${mib}, and the container a memory limit of ${memory}, at which it is killed first`;
    return { problem, fix: 'set a lower limit_mib, or limit_percentage instead' };
  }
  if (mib > 0 || !percentage || memory !== undefined) return undefined;
  const problem = `has a limit_percentage of ${percentage}, which counts the memory of the node, because the container has no memory limit`;
  return { problem, fix: 'set a memory limit of the container, or limit_mib' };
}
