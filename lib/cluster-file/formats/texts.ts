/** Formats of names, versions, durations and other texts. */
import { CLUSTER_NAME_PATTERN, MAX_CLUSTER_NAME } from '../cluster-name';
import { type Explanation, text } from './format';

const VERSION_PATTERN = /^(0|[1-9]\d{0,5})(\.(0|[1-9]\d{0,5})){1,2}$/;
const RELATIVE_PATH_PATTERN = /^(?!(.*\/)?\.\.?(\/|$))[\w.-]+(\/[\w.-]+)*$/;
/** What `time.ParseDuration` of Go reads, in whole numbers of which one is not 0. Go has no unit for days. */
const DURATION_PATTERN = /^(?=.*[1-9])(\d{1,6}h)?(\d{1,6}m)?(\d{1,6}s)?$/;

export const clusterName = () =>
  text({
    pattern: CLUSTER_NAME_PATTERN,
    example: 'picluster',
    what: 'a valid name for a cluster',
    fix: `use at most ${MAX_CLUSTER_NAME} lower-case letters, digits and hyphens`,
  });

export const relativePath = (example: string) =>
  text({
    pattern: RELATIVE_PATH_PATTERN,
    example,
    what: 'a folder of the repository',
    fix: 'use the path from the top of the repository: letters, digits, dots, hyphens and single slashes, without ..',
  });

const MAX_HOURS = 999_999;

/** Hours, minutes and seconds, of any size. */
const UNITS = /^(?=.*[1-9])(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/;

/**
 * What is wrong with a duration that has more digits than allowed; undefined for any other text.
 * @param shown the duration as the user wrote it
 */
function tooLarge(value: string, shown: string): Explanation | undefined {
  const [, hours = '0', minutes = '0', seconds = '0'] = UNITS.exec(value) ?? [];
  const all = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  if (all === 0 || DURATION_PATTERN.test(value)) return undefined;
  if (all > MAX_HOURS * 3600) return { problem: `${shown} is too large`, fix: `use at most ${MAX_HOURS}h` };
  const parts = { h: Math.floor(all / 3600), m: Math.floor((all % 3600) / 60), s: all % 60 };
  const written = Object.entries(parts).flatMap(([unit, number]) => (number > 0 ? `${number}${unit}` : []));
  return { problem: `${shown} has a number of more than 6 digits`, fix: `use ${written.join('')}` };
}

/** The hours in each unit. */
const HOURS: Readonly<Record<string, number>> = { h: 1, d: 24, w: 7 * 24, y: 365 * 24 };

/** `336h` for `336`, `14d` and `14 days`; undefined if that is not a number of hours. */
function inHours(value: string): string | undefined {
  const [, amount, unit = ''] = /^(\d+) ?([hdwy])(?:ours?|ays?|eeks?|ears?)?$/i.exec(value) ?? [];
  const hours = BigInt(amount ?? 0) * BigInt(HOURS[unit.toLowerCase()] ?? 0);
  return hours > 0 ? `${hours}h` : undefined;
}

/**
 * A duration as Go reads it, longer than 0.
 * @param zero what a duration of 0 does: `Tempo would delete every trace`
 */
export const duration = (example: string, zero: string) =>
  text({
    pattern: DURATION_PATTERN,
    example,
    what: 'a duration',
    fix: 'use hours, minutes and seconds',
    explain: (value) => {
      const shown = JSON.stringify(value);
      if (/^-|^(0[a-z]*)+$/i.test(value))
        return { problem: `${shown} is not longer than 0: ${zero}`, fix: `use a longer duration, e.g. ${example}` };
      // Probably in that of the example.
      if (/^\d{1,6}$/.test(value)) return { problem: `${shown} has no unit`, fix: `use ${Number(value)}${example.slice(-1)}` };
      const hours = inHours(value);
      const large = tooLarge(hours ?? value, shown);
      if (large || hours === undefined) return large;
      return { problem: `${shown} is not in hours, minutes and seconds`, fix: `use ${hours}` };
    },
  });

/** What `kubeseal` and `npm run seal` print: base64 of more than 500 bytes. */
export const ciphertext = () =>
  text({
    pattern: /^[A-Za-z0-9+/]{300,}={0,2}$/,
    example: 'AgBy3i4OJSWK…',
    what: 'ciphertext of Sealed Secrets',
    fix: 'use the output of `npm run seal`',
    // The value may be the credential itself.
    explain: (value) => ({
      problem: `this value of ${value.length} characters is not ciphertext of Sealed Secrets`,
      fix: 'use the output of `npm run seal`',
    }),
  });

/** Any text that is not empty and fits on one line. */
export const line = (example: string) =>
  text({
    pattern: /^[^\s\p{Cc}]([^\p{Cc}]*[^\s\p{Cc}])?$/u,
    example,
    what: 'a line of text: it is empty, has a line break or control character, or starts or ends with a space',
    fix: 'write it on one line',
  });

/** The same for a text that may reach the values of a Helm chart: charts expand templates in parts of their values. */
export const plainLine = (example: string) =>
  text({
    pattern: /^(?!.*\{\{)[^\s\p{Cc}]([^\p{Cc}]*[^\s\p{Cc}])?$/u,
    example,
    what: 'a line of text: it is empty, has a line break or control character, or starts or ends with a space',
    fix: 'write it on one line',
    explain: (value) =>
      value.includes('{{')
        ? { problem: `${JSON.stringify(value)} contains {{, which Helm reads as a template`, fix: `use the text itself, e.g. ${example}` }
        : undefined,
  });

/** The full name of a rule: `topic/name`. */
export const ruleName = (example: string) =>
  text({
    pattern: /^[a-z0-9]+(-[a-z0-9]+)*\/[a-z0-9]+(-[a-z0-9]+)*$/,
    example,
    what: 'the name of a rule',
    fix: 'use topic/name',
  });

/**
 * A version of two or three numbers. `2.20` is not 2.2, so a plain number is read from the source text.
 * @param explain a better explanation for a common mistake
 */
export const version = (example: string, explain: (value: string) => Explanation | undefined = () => undefined) =>
  text({
    pattern: VERSION_PATTERN,
    example,
    what: 'a version',
    fix: 'use numbers with dots',
    explain: (value) => {
      const own = explain(value);
      if (own) return own;
      if (/^v\d/.test(value)) return { problem: `"${value}" starts with a v`, fix: `use ${/\d+(\.\d+){1,2}/.exec(value)?.[0] ?? example}` };
      const isRange = /^[~^<>=]|[*|]|\s|(^|\.)x(\.|$)/i.test(value);
      return isRange ? { problem: `"${value}" is a range of versions`, fix: `pin one release, e.g. ${example}` } : undefined;
    },
    isVersion: true,
  });
