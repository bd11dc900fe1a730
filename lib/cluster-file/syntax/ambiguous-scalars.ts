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
  /** What readers of YAML 1.1 have: a boolean, or a number or text. */
  readonly reading: boolean | 'number';
}

/** How to write it where the schema only has one of the readings. */
export const asText = (text: string): string => `write '${text}' in quotes`;
export const asOther = ({ reading }: Ambiguity): string => `write ${reading === 'number' ? 'the plain decimal number' : reading}`;

/** What is ambiguous about a plain scalar, and how to write it instead; undefined if both readings agree. */
export function ambiguity(text: string): Ambiguity | undefined {
  const [, reading] = LOOK_ALIKES.find(([pattern]) => pattern.test(text)) ?? [];
  if (!reading) return undefined;
  return reading === 'true' || reading === 'false'
    ? {
        problem: `${text} is ${reading} in YAML 1.1 and text in YAML 1.2`,
        fix: `write ${reading}, or '${text}' in quotes for text`,
        reading: reading === 'true',
      }
    : {
        reading: 'number',
        problem: `${text} is ${reading} in YAML 1.1 and something else in YAML 1.2`,
        fix: `write '${text}' in quotes for text, or the plain decimal number`,
      };
}
