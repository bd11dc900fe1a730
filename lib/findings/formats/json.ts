/** Findings as JSON. */
import type { Finding, Place, Severity } from '../finding';
import { grouped } from '../grouped';
import { fixText, sentence } from '../sentence';

/** A finding in JSON; several that say the same are one. */
export interface Verdict {
  readonly severity: Severity;
  /** The check, or the part of synth, that found it. */
  readonly check: string;
  readonly rule: string;
  readonly place: Place;
  /** Of all that are one here. */
  readonly subjects: readonly string[];
  readonly subject?: string;
  readonly part?: string;
  readonly problem: string;
  readonly fix?: string;
  /** `what is wrong; what to do` */
  readonly text: string;
  /** The reason that the user gave for accepting it. */
  readonly accepted?: string;
}

/** @param check what found them */
export const verdictsOf = (findings: readonly Finding[], check: (finding: Finding) => string): Verdict[] =>
  grouped(findings).map((finding) => {
    const { severity, rule, place, subject, subjects, part, problem, accepted } = finding;
    const fix = fixText(finding);
    return { severity, check: check(finding), rule, place, subject, subjects, part, problem, fix, text: sentence(finding), accepted };
  });

/** Pretty-printed, for people who look into it. */
export const json = (document: object): string => JSON.stringify(document, undefined, 2);
