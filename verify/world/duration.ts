/** Durations as time.ParseDuration of Go reads them. */

const UNITS: Readonly<Record<string, number>> = {
  ns: 1 / 6e10,
  us: 1 / 6e7,
  µs: 1 / 6e7,
  μs: 1 / 6e7,
  ms: 1 / 6e4,
  s: 1 / 60,
  m: 1,
  h: 60,
};
const PART = /(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)/g;

/** The minutes of a duration such as `1h30m`; undefined if it is not one. `0` needs no unit. */
export function minutesOf(text: string): number | undefined {
  const [, sign = '', rest = ''] = /^([-+]?)(.*)$/.exec(text) ?? [];
  if (rest === '0') return 0;
  const parts = [...rest.matchAll(PART)];
  if (rest === '' || parts.map(([part]) => part).join('') !== rest) return undefined;
  const minutes = parts.reduce((sum, [, number, unit = '']) => sum + Number(number) * (UNITS[unit] ?? 0), 0);
  return sign === '-' ? -minutes : minutes;
}
