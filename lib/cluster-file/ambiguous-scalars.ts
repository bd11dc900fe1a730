/**
 * Plain scalars that a YAML 1.1 reader takes for something else than a YAML 1.2 reader does.
 *
 * js-yaml reads YAML 1.2, Helm and kubectl read something between the two, and people expect 1.1: `enabled: no` given to
 * js-yaml came out switched on.
 */
const LOOK_ALIKES: readonly (readonly [RegExp, string])[] = [
  [/^(y|Y|yes|Yes|YES|on|On|ON)$/, 'true'],
  [/^(n|N|no|No|NO|off|Off|OFF)$/, 'false'],
  [/^[-+]?0[0-9_]+$/, 'an octal number'],
  [/^[-+]?0b[01_]+$/, 'a binary number'],
  [/^0o[0-7]+$/, 'text'],
  [/^[-+]?(0x[0-9a-fA-F_]*_[0-9a-fA-F_]*|[0-9][0-9_]*_[0-9_]*(\.[0-9_]*)?|[0-9]*\.[0-9_]*_[0-9_]*)$/, 'a number with digit groups'],
  [/^[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?$/, 'a number in base 60'],
];

/**
 * What is ambiguous about a plain scalar, and how to write it instead; undefined where both readings agree.
 * @returns `what is wrong; what to do`
 */
export function ambiguity(text: string): string | undefined {
  const [, reading] = LOOK_ALIKES.find(([pattern]) => pattern.test(text)) ?? [];
  if (!reading) return undefined;
  const truth = reading === 'true' || reading === 'false';
  return truth
    ? `${text} is ${reading} to YAML 1.1 and text to YAML 1.2; write ${reading}, or '${text}' in quotes if text is meant`
    : `${text} is ${reading} to YAML 1.1 and something else to YAML 1.2; write '${text}' in quotes if text is meant, or the plain decimal number`;
}
