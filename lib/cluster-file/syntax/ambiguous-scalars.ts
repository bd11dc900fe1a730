/**
 * Plain scalars that YAML 1.1 and YAML 1.2 read differently.
 *
 * js-yaml reads YAML 1.2, Helm and kubectl read a mixture of both, and people expect 1.1: js-yaml reads `enabled: no` as the text
 * "no", which is true in a Helm template.
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

export interface Ambiguity {
  readonly problem: string;
  readonly fix: string;
}

/** What is ambiguous about a plain scalar, and how to write it instead; undefined if both readings agree. */
export function ambiguity(text: string): Ambiguity | undefined {
  const [, reading] = LOOK_ALIKES.find(([pattern]) => pattern.test(text)) ?? [];
  if (!reading) return undefined;
  return reading === 'true' || reading === 'false'
    ? { problem: `${text} is ${reading} in YAML 1.1 and text in YAML 1.2`, fix: `write ${reading}, or '${text}' in quotes for text` }
    : {
        problem: `${text} is ${reading} in YAML 1.1 and something else in YAML 1.2`,
        fix: `write '${text}' in quotes for text, or the plain decimal number`,
      };
}
