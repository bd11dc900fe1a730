/** The settings of a memory limiter with which no collector starts (`Validate` in internal/memorylimiter/config.go of the collector). */
import { textAt } from '../../lib/yaml/parsed';

const LIMITS = ['mib', 'percentage'].map((unit) => ({ limit: `limit_${unit}`, spike: `spike_limit_${unit}` }));
const PERCENTAGES = ['limit_percentage', 'spike_limit_percentage'];

export interface LimiterFault {
  /** `has no check_interval` */
  readonly problem: string;
  readonly fix: string;
}

/** The first fault; undefined if there is none, or if the settings come from elsewhere. A value from a variable is taken to be right. */
export function faultOfLimiter(settings: unknown): LimiterFault | undefined {
  if (typeof settings === 'string') return undefined;
  const textOf = (field: string) => textAt(settings, field) ?? '0';
  const lacks = (...fields: readonly string[]) => fields.every((field) => /^0*(ms|s|m|h)?$/.test(textOf(field)));
  if (lacks('check_interval')) return { problem: 'has no check_interval', fix: 'set check_interval' };
  if (lacks('limit_mib', 'limit_percentage')) return { problem: 'has no limit_percentage', fix: 'set limit_percentage or limit_mib' };
  const above = PERCENTAGES.find((field) => Number(textOf(field)) > 100);
  if (above) return { problem: `has ${above} ${textOf(above)}, which is above 100`, fix: `set a lower ${above}` };
  const high = LIMITS.find(({ limit, spike }) => Number(textOf(limit)) > 0 && Number(textOf(limit)) <= Number(textOf(spike)));
  return high && { problem: `has a ${high.spike} that is not below its ${high.limit}`, fix: `set a lower ${high.spike}` };
}
