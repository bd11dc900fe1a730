/** Findings that the user accepts. They are shown with the reason, and do not count as errors. */
import { pagePath } from '../../files/own-folder';
import { error, type Finding, type Place, type Statement, topicOf, warning } from '../finding';
import { groupedBy } from '../grouped-by';
import { nearest } from '../nearest';
import type { Rule, RuleSet } from '../rules';
import { RULES_PAGE } from '../rules-page';
import { ACCEPT_RULES } from './rules';

export interface Acceptance {
  /** `addresses/no-such-port` */
  readonly rule: string;
  /** What the finding is about: see `isAbout`. @default everything */
  readonly object?: string;
  /** Why it is accepted, on one line. */
  readonly reason: string;
  /** The place of the acceptance itself. */
  readonly place: Place;
}

/** The rules that a command knows. */
export interface AcceptScope {
  /** Every rule that can be accepted or refused here. */
  readonly rules: readonly RuleSet[];
  /** Whether this command reports mistakes in acceptances of a topic; another command may be responsible for it. */
  readonly reports: (topic: string) => boolean;
  /** Whether checks may not have run, because another one refused the input. @default false */
  readonly isIncomplete?: boolean;
}

/** The findings, each with the reason of the first matching acceptance. Findings of a final rule are not changed. */
export const withReasons = (findings: readonly Finding[], acceptances: readonly Acceptance[]): readonly Finding[] =>
  withReasonsOf(findings, byRule(acceptances));

const withReasonsOf = (findings: readonly Finding[], acceptances: ReadonlyMap<string, readonly Acceptance[]>): readonly Finding[] =>
  findings.map((finding): Finding => {
    const reason = finding.isFinal ? undefined : acceptances.get(finding.rule)?.find((acceptance) => matches(acceptance, finding))?.reason;
    return reason === undefined ? finding : { ...finding, accepted: reason };
  });

const byRule = <One extends { readonly rule: string }>(all: readonly One[]): ReadonlyMap<string, readonly One[]> =>
  groupedBy(all, ({ rule }) => rule);

/** By the list of their sets, because every cluster asks the same ones. */
const tables = new WeakMap<readonly RuleSet[], ReadonlyMap<string, Rule>>();

/** Every rule by its full name. */
function tableOf(sets: readonly RuleSet[]): ReadonlyMap<string, Rule> {
  const known = tables.get(sets) ?? new Map(sets.flatMap(({ all }) => all));
  tables.set(sets, known);
  return known;
}

/** Mistakes in the acceptances themselves, given all findings. */
export function mistakesIn(
  acceptances: readonly Acceptance[],
  findings: readonly Finding[],
  { rules, reports, isIncomplete }: AcceptScope,
): Finding[] {
  if (acceptances.length === 0) return [];
  const known = tableOf(rules);
  const found = byRule(findings);
  return acceptances
    .filter(({ rule }) => reports(topicOf({ rule })))
    .flatMap((acceptance) => {
      const about = { subject: 'accept' };
      const rule = known.get(acceptance.rule);
      if (rule?.isFinal) return error(acceptance.place, cannotBeAccepted(acceptance), about);
      if (found.get(acceptance.rule)?.some((finding) => matches(acceptance, finding))) return [];
      if (rule && isIncomplete && !found.has(acceptance.rule)) return [];
      if (rule) return warning(acceptance.place, unused(acceptance), about);
      return warning(acceptance.place, unknownRule(acceptance, known), about);
    });
}

const cannotBeAccepted = ({ rule }: Acceptance): Statement =>
  ACCEPT_RULES.says('final', `${rule} cannot be accepted`, 'remove this item, and correct what the rule reports');

const unused = ({ rule, object }: Acceptance): Statement =>
  object === undefined
    ? ACCEPT_RULES.says('unused', `${rule} matches no finding`, 'remove this item')
    : ACCEPT_RULES.says('unused', `${rule} matches no finding of ${object}`, 'remove this item, or correct its object');

function unknownRule({ rule }: Acceptance, known: ReadonlyMap<string, Rule>): Statement {
  const meant = nearest(rule, known.keys());
  return ACCEPT_RULES.says(
    'unknown-rule',
    `unknown rule ${rule}`,
    meant ? `did you mean ${meant}?` : `use a name of ${pagePath(RULES_PAGE)}`,
  );
}

const matches = ({ rule, object }: Acceptance, finding: Finding): boolean =>
  finding.rule === rule && (object === undefined || isAbout(finding, object));

/** Whether `object` names the finding's subject (with or without its kind), its part, its object or its file. */
function isAbout({ subject, name, part, place }: Finding, object: string): boolean {
  return [subject, name, part, place.name, place.file].includes(object);
}
