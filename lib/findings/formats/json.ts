/** Findings as JSON. */
import type { Finding, Place, Severity } from '../finding';
import { grouped } from '../grouped';
import { listed } from '../listed';
import { inJson } from '../printable';
import { fixText, partOf, sentence } from '../sentence';

/** A finding in JSON. Grouped findings are one verdict. */
export interface Verdict {
  readonly severity: Severity;
  /** The check, or the part of synth, that found it. */
  readonly check: string;
  readonly rule: string;
  readonly place: Place;
  /** The subjects of all grouped findings. */
  readonly subjects: readonly string[];
  /** All of them in words: `Deployment a and Deployment b`. */
  readonly subject?: string;
  /** A part of the subject, if there is only one, and the clusters. */
  readonly part?: string;
  readonly problem: string;
  readonly fix?: string;
  /** Commands for a shell that do what the fix says, in order. */
  readonly commands?: readonly string[];
  /** `what is wrong; what to do` */
  readonly text: string;
  /** The user's reason for accepting it. */
  readonly accepted?: string;
}

/** @param check the name of the check that found it */
export const verdictsOf = (findings: readonly Finding[], check: (finding: Finding) => string): Verdict[] =>
  grouped(findings).map((finding) => {
    const { severity, rule, place, subject, subjects, clusters, problem, commands, accepted } = finding;
    const fix = fixText(finding);
    const ofSeveral = subjects.length > 1 && { subject: listed(subjects), part: clusters };
    return {
      severity,
      check: check(finding),
      rule,
      place,
      subject,
      subjects,
      part: partOf(finding),
      ...ofSeveral,
      problem,
      fix,
      commands,
      text: sentence(finding),
      accepted,
    };
  });

/** Indented, so that people can read it too. */
export const json = (document: object): string => inJson(JSON.stringify(document, undefined, 2));
